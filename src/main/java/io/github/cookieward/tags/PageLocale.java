package io.github.cookieward.tags;

import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.page.Languages;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import jakarta.servlet.jsp.PageContext;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The language of a page, as JSTL finds it; JSTL itself is not needed. */
final class PageLocale {
  /** {@code Config.FMT_LOCALE}, to which JSTL adds the scope. */
  private static final String FMT_LOCALE = "jakarta.servlet.jsp.jstl.fmt.locale";

  private PageLocale() {}

  /**
   * What the page or the site has set, else what the response says, else what the browser likes.
   */
  static Locale of(PageContext page, Optional<Settings> settings) {
    ServletRequest request = page.getRequest();
    HttpSession session =
        request instanceof HttpServletRequest http ? http.getSession(false) : null;
    return Stream.of(
            page.getAttribute(FMT_LOCALE + ".page"),
            request.getAttribute(FMT_LOCALE + ".request"),
            session == null ? null : session.getAttribute(FMT_LOCALE + ".session"),
            page.getServletContext().getAttribute(FMT_LOCALE + ".application"),
            page.getServletContext().getInitParameter(FMT_LOCALE),
            page.getResponse() instanceof HttpServletResponse http
                ? http.getHeader("Content-Language")
                : null)
        .filter(Objects::nonNull)
        .findFirst()
        .map(PageLocale::locale)
        .orElseGet(
            () -> {
              List<Locale> wanted = Collections.list(request.getLocales());
              return settings
                  .map(site -> Languages.best(wanted, site))
                  .orElseGet(() -> Languages.best(wanted));
            });
  }

  private static Locale locale(Object set) {
    return set instanceof Locale locale
        ? locale
        : Locale.forLanguageTag(set.toString().trim().replace('_', '-'));
  }
}
