package io.github.cookieward.demo.site;

import io.github.cookieward.filter.AccountResolver;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Optional;

/** Tells Cookieward who is signed in: {@code consent.xml} names this class. */
public final class Members implements AccountResolver {
  /** Made by the filter. */
  public Members() {}

  @Override
  public Optional<String> account(HttpServletRequest request) {
    HttpSession session = request.getSession(false);
    return session == null
        ? Optional.empty()
        : Optional.ofNullable((String) session.getAttribute(SignInServlet.EMAIL_OF_ACCOUNT));
  }
}
