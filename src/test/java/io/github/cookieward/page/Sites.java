package io.github.cookieward.page;

import io.github.cookieward.catalogue.CookieRule;
import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.enforcement.SettingsBuilder;

/** Sites in tests. */
final class Sites {
  private Sites() {}

  static final Service SESSION =
      Service.builder("session", Category.ESSENTIAL)
          .name("Sign-in")
          .cookie(rule(CookieRule.Kind.EXACT, "JSESSIONID", "session"))
          .build();
  static final Service COUNTER =
      Service.builder("counter", Category.ANALYTICS)
          .name("Visit counter")
          .purpose("Counts visits.")
          .cookie(rule(CookieRule.Kind.PREFIX, "_count.", "P13M"))
          .build();
  static final Service VIDEO =
      Service.builder("video", Category.PREFERENCE)
          .name("Video Hall")
          .thirdParty(true)
          .controller("Hall Ltd")
          .privacy("https://video.example/privacy")
          .retention("P180D")
          .cookie("hall")
          .build();

  static CookieRule rule(CookieRule.Kind kind, String text, String retention) {
    return new CookieRule(kind, text, "", "", false, retention, "");
  }

  static SettingsBuilder shop() {
    return Settings.builder()
        .builtIn(false)
        .siteName("The Shop")
        .policies("/cookies", "https://shop.example/privacy")
        .service(SESSION)
        .service(COUNTER)
        .service(VIDEO);
  }

  static Settings plain() {
    return shop().build();
  }
}
