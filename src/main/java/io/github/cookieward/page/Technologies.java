package io.github.cookieward.page;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.catalogue.Technology;
import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.Settings;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The ways in which the site may recognise a visitor, and which of its services use each. Where a
 * service does not say how it sends what it measures, it is taken to use every way.
 */
final class Technologies {
  private static final Set<Category> MEASURING = Set.of(Category.ANALYTICS, Category.ADVERTISING);

  private final Markup markup;
  private final Settings settings;

  Technologies(Markup markup, View view) {
    this.markup = markup;
    this.settings = view.enforcement().settings();
  }

  void render() throws IOException {
    markup
        .raw("<section class=\"cookieward cookieward-scroll\"")
        .language()
        .attribute("aria-label", markup.texts().get("technologies.title"))
        .raw(">");
    // The answer itself is kept in a cookie of the site's, which no service declares.
    item("first-party", Stream.of(markup.texts().get("settings.link")), Technologies::ownCookies);
    item("third-party", Stream.of(), s -> s.thirdParty() && !s.cookies().isEmpty());
    item("storage", Stream.of(), s -> !s.storageKeys().isEmpty());
    item("beacons", Stream.of(), s -> sends(s, Technology.BEACONS, false));
    item("beacon-api", Stream.of(), s -> sends(s, Technology.BEACON_API, !s.endpoints().isEmpty()));
    item("addresses", Stream.of(), s -> !s.parameters().isEmpty());
    item("device", Stream.of(), s -> s.technologies().contains(Technology.DEVICE_IDENTIFIER));
    markup.raw("</section>");
  }

  private static boolean ownCookies(Service service) {
    return !service.thirdParty() && !service.cookies().isEmpty();
  }

  private static boolean sends(Service service, Technology way, boolean known) {
    boolean said =
        service.technologies().contains(Technology.BEACONS)
            || service.technologies().contains(Technology.BEACON_API);
    return said
        ? service.technologies().contains(way)
        : known || (MEASURING.contains(service.category()) && !service.addresses().isEmpty());
  }

  private void item(String key, Stream<String> first, Predicate<Service> uses) throws IOException {
    List<String> users =
        Stream.concat(
                first,
                settings.catalogue().declared().stream().filter(uses).map(markup.texts()::name))
            .distinct()
            .toList();
    markup
        .raw("<div class=\"cookieward-category\"><h3>")
        .say("technologies." + key + ".name")
        .raw("</h3><p>")
        .say("technologies." + key + ".purpose")
        .raw("</p><p>");
    if (users.isEmpty()) {
      markup.say("technologies.unused");
    } else {
      markup.say("technologies.used", String.join(", ", users));
    }
    markup.raw("</p></div>");
  }
}
