package io.github.cookieward.browser;

import io.github.cookieward.catalogue.CookieRule;
import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Signals;
import io.github.cookieward.enforcement.DialogSettings;
import io.github.cookieward.enforcement.Enforcer;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.enforcement.SettingsBuilder;
import io.github.cookieward.page.PagePolicy;
import io.github.cookieward.page.View;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;

/** The shop that visitors are asked in: a service of every kind, and pages to ask on. */
final class Shop {
  /** A page that holds nothing back. */
  static final String PLAIN =
      "<h1>A page</h1><p>Some words, and <a href='other'>a link</a>.</p>"
          + "<p>More words, so that there is a page.</p>".repeat(30);

  /** A page with a frame that is held back, and a placeholder for it. */
  static final String HELD =
      "<h1>Films</h1><iframe src='https://www.youtube.com/embed/x' title='A film'></iframe>";

  private Shop() {}

  static Settings settings(DialogSettings dialog) {
    return builder().dialog(dialog).build();
  }

  /** The shop, for those who add to it. */
  static SettingsBuilder builder() {
    return Settings.builder()
        .siteName("The Shop")
        .policies("/cookies", "/privacy")
        .service(
            Service.builder("session", Category.ESSENTIAL).name("Sign-in").cookie("SID").build())
        .service(
            Service.builder("stats", Category.ANALYTICS)
                .name("Our statistics")
                .purpose("Counts which pages are read.")
                .endpoint("/out")
                .cookie(
                    new CookieRule(
                        CookieRule.Kind.PREFIX, "stats_", "", "", false, "P1Y", "Joins visits."))
                .build())
        .service(
            Service.builder("films", Category.PREFERENCE)
                .name("Film House")
                .thirdParty(true)
                .controller("Film House Ltd")
                .privacy("https://films.example/privacy")
                .retention("P6M")
                .purpose("Shows films in our pages.")
                .address("films.example")
                .storageKey("film-*")
                .cookie("film_seen")
                .build())
        .service(
            Service.builder("ads", Category.ADVERTISING)
                .name("Ad Works")
                .thirdParty(true)
                .controller("Ad Works Inc.")
                .privacy("https://ads.example/privacy")
                .address("ads.example/collect")
                .parameter("adid")
                .cookie(
                    new CookieRule(
                        CookieRule.Kind.EXACT, "_ad", "", "", false, "P90D", "Counts clicks."))
                .build());
  }

  /** What there is for a policy page: the table, the third parties, the technologies. */
  static String policy(Locale locale) {
    return policy(settings(DialogSettings.DEFAULTS), locale);
  }

  /** The same of another shop. */
  static String policy(Settings shop, Locale locale) {
    Enforcer enforcer = new Enforcer(shop, Clock.systemUTC());
    View view =
        new View(
            enforcer.begin(List.of(), false, Signals.NONE),
            "/shop/consent",
            "/shop/cookies",
            locale,
            "",
            PagePolicy.NONE);
    StringBuilder out = new StringBuilder("<h1>Policy</h1>");
    try {
      io.github.cookieward.page.Page.languageChooser(out, view, "lang");
      io.github.cookieward.page.Page.cookieTable(out.append("<h2>1</h2>"), view);
      io.github.cookieward.page.Page.thirdParties(out.append("<h2>2</h2>"), view);
      io.github.cookieward.page.Page.technologies(out.append("<h2>3</h2>"), view);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString();
  }
}
