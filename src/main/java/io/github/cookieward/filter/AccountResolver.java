package io.github.cookieward.filter;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/**
 * Knows who is signed in, where the container does not: an application says so with a class of its
 * own, named in {@code <accounts resolver="…">} and with a public constructor without parameters,
 * or with an instance as the servlet context's attribute {@value #ATTRIBUTE}, which goes first.
 * Without either it is {@link HttpServletRequest#getRemoteUser}. It is asked at each request, by
 * several threads. What it throws is told once in the log, and the request goes by what its browser
 * says.
 */
@FunctionalInterface
public interface AccountResolver {
  /** The servlet context's attribute under which an instance may lie. */
  String ATTRIBUTE = "io.github.cookieward.filter.AccountResolver";

  /**
   * The account of who is signed in: any text that stays the same and that no other account has,
   * such as the key in the table of users. It is never kept or told as it is.
   *
   * @param request as the container has it
   * @return empty, or an empty text, where nobody is signed in
   */
  Optional<String> account(HttpServletRequest request);
}
