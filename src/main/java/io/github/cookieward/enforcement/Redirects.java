package io.github.cookieward.enforcement;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cookieward.catalogue.BuiltIn;
import io.github.cookieward.catalogue.Destination;
import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.http.WebUrl;
import java.net.URLDecoder;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Where a response sends the browser on to. One that leads through a service that is not granted
 * leads straight to where the service would have sent the visitor, where its address says so;
 * parameters that track are taken off. One that leads the visitor to a known service itself depends
 * on the consent.
 */
final class Redirects {
  /** Parameters in which click counters keep the address that is meant. */
  private static final Set<String> DESTINATIONS =
      Set.of(
          "url",
          "u",
          "q",
          "dest",
          "destination",
          "redirect",
          "redirect_to",
          "redirect_url",
          "redirecturl",
          "target",
          "goto",
          "out",
          "link",
          "dl",
          "deeplink",
          "ued",
          "murl",
          "adurl");

  /**
   * Parameters of an address at which people sign in: OAuth 2.0 (which needs both of a pair), OAuth
   * 1.0, SAML 2.0.
   */
  private static final List<Set<String>> SIGN_IN =
      List.of(Set.of("client_id", "redirect_uri"), Set.of("oauth_token"), Set.of("samlrequest"));

  /** Counters that lead to each other are followed so far. */
  private static final int MAX_STEPS = 3;

  private final Enforcement judge;
  private final Place place;
  private final Predicate<String> withholdsParameter;

  /**
   * Redirects of one response.
   *
   * @param withholdsParameter whether a parameter by its name is to be taken off
   */
  Redirects(Enforcement judge, Place place, Predicate<String> withholdsParameter) {
    this.judge = judge;
    this.place = place;
    this.withholdsParameter = withholdsParameter;
  }

  /** The address to send the browser to in place of another. */
  String follow(String text) {
    String next = unwrapped(text).orElse(text);
    return leadsAway(next) ? stripped(next) : next;
  }

  /** Where a service that is not granted would send the visitor; empty where that is not said. */
  Optional<String> unwrapped(String text) {
    String next = text;
    for (int step = 0; step < MAX_STEPS; step++) {
      if (!isWithheld(next)) {
        return next.equals(text) ? Optional.empty() : Optional.of(next);
      }
      Optional<String> meant = meant(next);
      if (meant.isEmpty()) {
        return Optional.empty();
      }
      next = meant.get();
    }
    return isWithheld(next) ? Optional.empty() : Optional.of(next);
  }

  /** Whether an address is a known service's, and that one is not granted. */
  private boolean isWithheld(String text) {
    return WebUrl.parse(text, place.page())
        .filter(url -> url.isRemote() && !url.isSameHost(place.page()))
        .map(url -> judge.decide(url, Destination.DOCUMENT, place))
        .filter(decision -> decision.service().isPresent() && !decision.allows())
        .isPresent();
  }

  /**
   * The decision about leading a visitor's whole page to a service that does not go without
   * consent. Payment, sign-in and the like among the built-in services do: the visitor asked for
   * them there.
   */
  Optional<Decision> toService(String text) {
    return WebUrl.parse(text, place.page())
        .filter(url -> url.isRemote() && !url.isSameHost(place.page()))
        .map(url -> judge.decide(url, Destination.DOCUMENT, place))
        .filter(decision -> decision.service().filter(Redirects::needsConsent).isPresent())
        .filter(decision -> !signsIn(text));
  }

  private static boolean needsConsent(Service service) {
    Category category = service.category();
    return !category.equals(Category.ESSENTIAL)
        && !(category.equals(Category.PREFERENCE) && BuiltIn.service(service.id()).isPresent());
  }

  private static boolean signsIn(String text) {
    Set<String> names = new HashSet<>();
    for (String pair : query(text).split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0 && equals < pair.length() - 1) {
        names.add(decoded(pair.substring(0, equals)).toLowerCase(Locale.ROOT));
      }
    }
    return SIGN_IN.stream().anyMatch(names::containsAll);
  }

  private boolean leadsAway(String text) {
    return WebUrl.parse(text, place.page())
        .filter(url -> url.isRemote() && !url.isSameHost(place.page()))
        .filter(
            url ->
                switch (judge.decide(url, Destination.DOCUMENT, place).reason()) {
                  case ESSENTIAL, GRANTED -> false; // it may be told what it asks for
                  default -> true;
                })
        .isPresent();
  }

  /**
   * The address in a parameter. One of this very site is where the visitor is to come back to, such
   * as after a sign-in, and not where a counter would lead.
   */
  private Optional<String> meant(String text) {
    for (String pair : query(text).split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0
          && DESTINATIONS.contains(decoded(pair.substring(0, equals)).toLowerCase(Locale.ROOT))) {
        String value = decoded(pair.substring(equals + 1));
        Optional<WebUrl> meant =
            WebUrl.parse(value, null)
                .filter(url -> url.scheme().equals("http") || url.scheme().equals("https"))
                .filter(url -> !url.isSameHost(place.page()));
        if (meant.isPresent()) {
          String plain = isPlain(value) ? value : meant.get().toString();
          return Optional.of(plain).filter(Redirects::isPlain);
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isPlain(String text) {
    return text.chars().allMatch(c -> c > 0x20 && c < 0x7f);
  }

  private static String query(String text) {
    int from = text.indexOf('?');
    int to = text.indexOf('#');
    to = to < 0 ? text.length() : to;
    return from < 0 || from > to ? "" : text.substring(from + 1, to);
  }

  /** The address without the parameters that track; the same text where it has none. */
  private String stripped(String text) {
    String query = query(text);
    StringBuilder kept = new StringBuilder(query.length());
    boolean changed = false;
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
      if (!name.isEmpty() && withholdsParameter.test(name)) {
        changed = true;
      } else {
        kept.append(kept.isEmpty() ? "" : "&").append(pair);
      }
    }
    if (!changed) {
      return text;
    }
    int from = text.indexOf('?');
    String after = text.substring(from + 1 + query.length());
    return text.substring(0, from) + (kept.isEmpty() ? "" : "?" + kept) + after;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException e) { // a broken escape stays as it is
      return text;
    }
  }
}
