package io.github.cookieward.enforcement;

import io.github.cookieward.catalogue.BuiltIn;
import io.github.cookieward.catalogue.CookieRule;
import io.github.cookieward.catalogue.Retention;
import io.github.cookieward.catalogue.Service;
import io.github.cookieward.catalogue.Technology;
import io.github.cookieward.consent.Category;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Reads a {@code <service>} of {@code consent.xml}. */
final class ServiceXml {
  private ServiceXml() {}

  /**
   * Reads a service, its own or a built-in one that it refers to and changes.
   *
   * @throws IllegalArgumentException at the first mistake, naming file, line, element, value and
   *     remedy
   */
  static Service read(XmlElement element) {
    element.allow(
        Set.of(
            "id",
            "ref",
            "name",
            "category",
            "party",
            "controller",
            "privacy",
            "retention",
            "since",
            "technologies"),
        Set.of("purpose", "cookie", "address", "storage", "endpoint", "parameter"));
    Service.Builder service = element.checked(() -> start(element));
    element.attribute("name").ifPresent(service::name);
    element.attribute("category").ifPresent(id -> service.category(category(element, id)));
    element
        .attribute("party")
        .ifPresent(party -> service.thirdParty(element.either("party", party, "third", "first")));
    element.attribute("controller").ifPresent(service::controller);
    element.attribute("privacy").ifPresent(p -> service.privacy(element.link("privacy")));
    element.attribute("retention").ifPresent(v -> service.retention(retention(element, v)));
    element.attribute("since").ifPresent(s -> service.since(element.number("since", 1)));
    for (String word : element.text("technologies").split("\\s+", -1)) {
      if (!word.isEmpty()) {
        service.technology(technology(element, word));
      }
    }
    boolean hasPurpose = false;
    for (XmlElement child : element.children()) {
      switch (child.name()) {
        case "purpose" -> {
          child.allowText(Set.of());
          if (hasPurpose) {
            throw child.problem("a service has one purpose; put both into one");
          }
          hasPurpose = true;
          service.purpose(child.content());
        }
        case "cookie" -> service.cookie(cookie(child));
        case "address" -> {
          child.allowText(Set.of());
          service.address(hostAndPath(child));
        }
        case "storage" -> {
          child.allow(Set.of("key"), Set.of());
          service.storageKey(child.required("key"));
        }
        case "endpoint" -> {
          child.allow(Set.of("path"), Set.of());
          service.endpoint(path(child, child.required("path")));
        }
        default -> {
          child.allow(Set.of("name"), Set.of());
          service.parameter(child.required("name"));
        }
      }
    }
    return element.checked(service::build);
  }

  private static Technology technology(XmlElement element, String word) {
    List<String> known = Stream.of(Technology.values()).map(Technology::word).toList();
    return Stream.of(Technology.values())
        .filter(technology -> technology.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                element.problem(
                    "technologies must be some of "
                        + known
                        + " with blanks between, not \""
                        + word
                        + "\""
                        + Near.suggestion(word, known)));
  }

  /** A category that a site may offer, by its id. */
  static Category category(XmlElement element, String id) {
    try {
      return new Category(id);
    } catch (IllegalArgumentException e) {
      List<String> known = List.of("essential", "preference", "analytics", "advertising");
      throw element.problem(e.getMessage() + Near.suggestion(id.toLowerCase(Locale.ROOT), known));
    }
  }

  private static Service.Builder start(XmlElement element) {
    String ref = element.text("ref");
    if (element.attribute("ref").isPresent() == element.attribute("id").isPresent()) {
      throw element.problem(
          "a service needs either id=\"…\" for one of your own or ref=\"…\" for a built-in one");
    }
    if (element.attribute("id").isPresent()) {
      return Service.builder(element.text("id"), category(element, element.required("category")));
    }
    return BuiltIn.service(ref)
        .map(Service::toBuilder)
        .orElseThrow(
            () -> element.problem("there is no built-in service \"" + ref + "\"" + like(ref)));
  }

  private static String like(String ref) {
    List<String> ids = BuiltIn.services().stream().map(Service::id).toList();
    String near = Near.suggestion(ref, ids);
    return near.isEmpty() ? "; declare it with id=\"…\" and category=\"…\"" : near;
  }

  private static CookieRule cookie(XmlElement element) {
    Set<String> kinds = Set.of("name", "prefix", "pattern");
    element.allowText(
        Set.of("name", "prefix", "pattern", "path", "domain", "partitioned", "retention"));
    List<String> given = kinds.stream().filter(k -> element.attribute(k).isPresent()).toList();
    if (given.size() != 1) {
      throw element.problem("a cookie needs exactly one of name, prefix and pattern");
    }
    CookieRule.Kind kind =
        switch (given.get(0)) {
          case "name" -> CookieRule.Kind.EXACT;
          case "prefix" -> CookieRule.Kind.PREFIX;
          default -> CookieRule.Kind.PATTERN;
        };
    return element.checked(
        () ->
            new CookieRule(
                kind,
                element.required(given.get(0)),
                element.attribute("path").map(p -> path(element, p)).orElse(""),
                element.attribute("domain").map(d -> domain(element, d)).orElse(""),
                element.bool("partitioned", false),
                element.attribute("retention").map(r -> retention(element, r)).orElse(""),
                element.content()));
  }

  private static String path(XmlElement element, String path) {
    if (!path.matches("/[!-:<-~]*")) {
      throw element.problem(
          "path must begin with / and have visible ASCII characters without ';', not \""
              + path
              + "\"");
    }
    return path;
  }

  private static String domain(XmlElement element, String domain) {
    if (!domain.matches("\\.?[a-z0-9-]+(\\.[a-z0-9-]+)*")) {
      throw element.problem(
          "domain must be a host name in lower case such as example.com, not \"" + domain + "\"");
    }
    return domain.startsWith(".") ? domain.substring(1) : domain;
  }

  private static String hostAndPath(XmlElement element) {
    String address = element.content();
    if (!address.matches(
        "[a-z0-9.-]+\\.[a-z0-9-]+(:\\d+)?(/\\S*)?|[a-z0-9-]+(:\\d+)?(/\\S*)?|/\\S*")) {
      throw element.problem(
          "an address is a host in lower case, with a path or without, such as"
              + " stats.example.com/collect; not \""
              + address
              + "\"");
    }
    return address;
  }

  private static String retention(XmlElement element, String value) {
    if (!value.equals("session") && Retention.parse(value).isEmpty()) {
      throw element.problem(
          "retention must be session or an ISO 8601 duration such as P13M, not \"" + value + "\"");
    }
    return value;
  }
}
