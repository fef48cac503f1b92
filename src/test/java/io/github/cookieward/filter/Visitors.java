package io.github.cookieward.filter;

import io.github.cookieward.catalogue.CookieRule;
import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Choice;
import io.github.cookieward.consent.Consent;
import io.github.cookieward.consent.ConsentCodec;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.enforcement.SettingsBuilder;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Visitors by what they have answered, and a site with one cookie of each kind. */
final class Visitors {
  static final Set<Category> OFFERED =
      Set.of(Category.PREFERENCE, Category.ANALYTICS, Category.ADVERTISING, Category.THIRD_PARTY);

  private Visitors() {}

  /** The consent cookie of somebody who granted these categories and denied the others. */
  static String granted(Category... categories) {
    return granted(Set.of(categories));
  }

  static String granted(Set<Category> categories) {
    Map<Category, Choice> answers = new HashMap<>();
    OFFERED.forEach(c -> answers.put(c, categories.contains(c) ? Choice.GRANTED : Choice.DENIED));
    return cookie(answers);
  }

  static String cookie(Map<Category, Choice> answers) {
    Consent consent =
        new Consent(
            "AAAAAAAAAAAAAAAAAAAAAA",
            Instant.ofEpochSecond(Instant.now().getEpochSecond() - 60),
            1,
            false,
            answers,
            Map.of());
    return "consent=" + new ConsentCodec(List.of()).encode(consent).orElseThrow();
  }

  static final String REFUSED = "Cookie: " + granted();
  static final String AGREED_TO_ANALYTICS = "Cookie: " + granted(Category.ANALYTICS);

  /**
   * A site with {@code stats}, {@code stats-*}, {@code theme} and {@code ads}, each of the category
   * that its name says, and {@code sid}, which is essential; nobody else's cookies.
   */
  static SettingsBuilder site() {
    return Settings.builder()
        .builtIn(false)
        .service(
            Service.builder("own-statistics", Category.ANALYTICS)
                .cookie("stats")
                .cookie(CookieRule.of(CookieRule.Kind.PREFIX, "stats-"))
                .build())
        .service(Service.builder("own-theme", Category.PREFERENCE).cookie("theme").build())
        .service(Service.builder("own-ads", Category.ADVERTISING).cookie("ads").build())
        .service(Service.builder("own-needs", Category.ESSENTIAL).cookie("sid").build());
  }
}
