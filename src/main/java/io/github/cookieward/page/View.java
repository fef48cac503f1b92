package io.github.cookieward.page;

import io.github.cookieward.enforcement.DialogSettings;
import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.enforcement.PageSettings;
import io.github.cookieward.enforcement.Settings;
import java.util.Locale;

/**
 * What a piece of markup is rendered for: one visitor, one page, one language.
 *
 * @param enforcement what holds for the request
 * @param endpoint the path under which the filter answers, with the application's own before it,
 *     such as {@code /shop/consent}
 * @param returnTo where a form leads back to, as a path with a query; empty for the site's start
 * @param locale the language of the page
 * @param token a token for the forms, for browsers that do not say where a form comes from; empty
 *     in a page that is the same for all
 * @param policy what the page's Content-Security-Policy asks of elements of ours
 */
public record View(
    Enforcement enforcement,
    String endpoint,
    String returnTo,
    Locale locale,
    String token,
    PagePolicy policy) {

  /** A link of the settings as it stands in a page: with a first slash it is the application's. */
  public String link(String address) {
    return address.startsWith("/") ? contextPath() + address : address;
  }

  /** The same with another way back. */
  public View returningTo(String other) {
    return new View(enforcement, endpoint, other, locale, token, policy);
  }

  /** Whether the first layer waits on this page. */
  boolean waits() {
    String path = returnTo.split("[?#]", 2)[0];
    String context = contextPath();
    return path.startsWith(context)
        && enforcement.settings().waitsOn(path.substring(context.length()));
  }

  /** Whether the first layer is shown only once something needs an answer. */
  boolean asksLate() {
    return enforcement.settings().dialog().asks() == DialogSettings.Asks.WHEN_NEEDED;
  }

  /** Whether all visitors get the same page, which the script then opens to what each granted. */
  boolean isShared() {
    return enforcement.settings().pages().caching() == PageSettings.Caching.SHARED;
  }

  /** Whether the visitor has two answers to choose between, and the page is not for all. */
  boolean hasConflict() {
    return enforcement.conflict().isPresent() && !isShared();
  }

  /** Whether what is granted later needs the page anew: its policy left with it. */
  boolean hasFixedPolicy() {
    PageSettings pages = enforcement.settings().pages();
    return pages.sendsPolicy()
        && pages.protection() == PageSettings.Protection.STRICT
        && enforcement.settings().mode() == Settings.Mode.ENFORCE
        && !isShared();
  }

  /** The application's context path; empty for one at the root. */
  String contextPath() {
    String own = enforcement.settings().endpoint();
    return endpoint.endsWith(own) ? endpoint.substring(0, endpoint.length() - own.length()) : "";
  }
}
