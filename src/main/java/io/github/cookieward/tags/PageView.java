package io.github.cookieward.tags;

import io.github.cookieward.endpoint.FormClient;
import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.filter.ConsentFilter;
import io.github.cookieward.filter.PagePiece;
import io.github.cookieward.page.PagePolicy;
import io.github.cookieward.page.View;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.jsp.JspContext;
import jakarta.servlet.jsp.PageContext;
import java.util.Optional;

/** The view that a JSP is rendered for. */
final class PageView {
  private PageView() {}

  static Optional<Enforcement> enforcement(JspContext jsp) {
    ServletRequest request = ((PageContext) jsp).getRequest();
    ConsentFilter.personal(request);
    return ConsentFilter.enforcement(request);
  }

  /** Says that a tag writes a piece; whether the page has not got it yet. */
  static boolean writes(JspContext jsp, PagePiece piece) {
    return ConsentFilter.writes(((PageContext) jsp).getRequest(), piece);
  }

  /** Empty where the filter has not seen the request. */
  static Optional<View> of(JspContext jsp) {
    return of(jsp, "");
  }

  static Optional<View> of(JspContext jsp, String nonce) {
    PageContext page = (PageContext) jsp;
    if (!(page.getRequest() instanceof HttpServletRequest request)) {
      return Optional.empty();
    }
    return enforcement(jsp)
        .map(
            enforcement ->
                new View(
                    enforcement,
                    page.getServletContext().getContextPath() + enforcement.settings().endpoint(),
                    address(request),
                    PageLocale.of(page, Optional.of(enforcement.settings())),
                    enforcement.enforcer().formTokens().issue(FormClient.of(request)),
                    nonce.isEmpty() && hasPolicy(page) ? PagePolicy.FILES : PagePolicy.of(nonce)));
  }

  private static boolean hasPolicy(PageContext page) {
    return page.getResponse() instanceof HttpServletResponse response
        && response.containsHeader("Content-Security-Policy");
  }

  /** The address that the browser asked for: a forward or an error page has another one. */
  private static String address(HttpServletRequest request) {
    if (request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI) instanceof String failed) {
      return failed;
    }
    boolean forwarded = request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI) != null;
    Object path =
        forwarded
            ? request.getAttribute(RequestDispatcher.FORWARD_REQUEST_URI)
            : request.getRequestURI();
    Object query =
        forwarded
            ? request.getAttribute(RequestDispatcher.FORWARD_QUERY_STRING)
            : request.getQueryString();
    return query == null ? path.toString() : path + "?" + query;
  }
}
