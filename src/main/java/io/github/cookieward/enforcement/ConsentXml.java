package io.github.cookieward.enforcement;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cookieward.catalogue.BuiltIn;
import io.github.cookieward.catalogue.CookieRule;
import io.github.cookieward.catalogue.Retention;
import io.github.cookieward.catalogue.Service;
import io.github.cookieward.catalogue.Technology;
import io.github.cookieward.consent.Category;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Reads {@code consent.xml}, the one file of truth: whole, once, and loudly. Its grammar is {@code
 * consent.xsd} beside this class; what that cannot say (which services exist, which categories are
 * offered) is checked here as well.
 */
public final class ConsentXml {
  /** The namespace of the file. */
  public static final String NAMESPACE = "urn:cookieward:consent:1";

  private static final Set<String> TOP =
      Set.of(
          "site",
          "consent-cookie",
          "endpoint",
          "unknown",
          "signals",
          "floors",
          "pages",
          "parameters",
          "dialog",
          "accounts",
          "filter-lists",
          "texts",
          "hand-over",
          "categories",
          "services");

  private ConsentXml() {}

  /**
   * Reads a file into settings; init parameters may still override single ones.
   *
   * @param in the file; not closed here
   * @param file what the file is called, for messages
   * @throws IllegalArgumentException at the first mistake, naming file, line, element, value and
   *     remedy
   * @throws IOException if the file cannot be read at all
   */
  public static SettingsBuilder read(InputStream in, String file) throws IOException {
    XmlElement root = XmlElement.read(in, file);
    if (!root.name().equals("consent")) {
      throw root.problem("the root must be <consent xmlns=\"" + NAMESPACE + "\">");
    }
    root.allow(Set.of("mode"), TOP);
    SettingsBuilder settings = Settings.builder();
    root.attribute("mode")
        .ifPresent(mode -> Overrides.apply(settings, "mode", mode, root::problem));
    Set<String> seen = new TreeSet<>();
    for (XmlElement element : root.children()) {
      if (!seen.add(element.name())) {
        throw element.problem("the element stands here twice; put both into one");
      }
      switch (element.name()) {
        case "site" -> site(element, settings);
        case "consent-cookie" ->
            overrides(element, settings, "cookie-name", "cookie-domain", "key");
        case "endpoint" -> {
          element.allow(Set.of("path", "script-api"), Set.of());
          element
              .attribute("path")
              .ifPresent(path -> Overrides.apply(settings, "endpoint", path, element::problem));
          settings.scriptApi(element.bool("script-api", false));
        }
        case "unknown" -> {
          element.allow(Set.of("cookies"), Set.of());
          Overrides.apply(
              settings, "unknown-cookies", element.required("cookies"), element::problem);
        }
        case "signals" -> overrides(element, settings, "gpc");
        case "floors" -> floors(element, settings);
        case "pages" -> pages(element, settings);
        case "parameters" -> parameters(element, settings);
        case "dialog" -> dialog(element, settings);
        case "accounts" -> accounts(element, settings);
        case "filter-lists" -> filterLists(element, settings);
        case "hand-over" -> handOver(element, settings);
        case "texts" -> texts(element, settings);
        case "categories" -> categories(element, settings);
        default -> services(element, settings);
      }
    }
    try {
      settings.build();
    } catch (IllegalArgumentException e) {
      String message = String.valueOf(e.getMessage());
      throw place(root, message).problem(message);
    }
    return settings;
  }

  /** The element that a complaint names by its id, such as {@code service "stats"}; or the root. */
  private static XmlElement place(XmlElement root, String message) {
    return root.children().stream()
        .flatMap(group -> group.children().stream())
        .filter(
            element ->
                Stream.of("id", "ref")
                    .flatMap(name -> element.attribute(name).stream())
                    .anyMatch(id -> message.startsWith(element.name() + " \"" + id + "\"")))
        .findFirst()
        .orElse(root);
  }

  private static void site(XmlElement site, SettingsBuilder settings) {
    site.allow(Set.of("name", "policy", "privacy", "policy-version", "lifetime"), Set.of());
    settings.siteName(site.text("name"));
    settings.policies(address(site, "policy"), address(site, "privacy"));
    for (String key : List.of("policy-version", "lifetime")) {
      site.attribute(key).ifPresent(v -> Overrides.apply(settings, key, v, site::problem));
    }
  }

  /** An element whose attributes are settings, with the element's own short names for them. */
  private static void overrides(XmlElement element, SettingsBuilder settings, String... keys) {
    Map<String, String> names = new java.util.LinkedHashMap<>();
    for (String key : keys) {
      names.put(key.replace("cookie-", ""), key);
    }
    element.allow(names.keySet(), Set.of());
    names.forEach(
        (name, key) ->
            element
                .attribute(name)
                .ifPresent(value -> Overrides.apply(settings, key, value, element::problem)));
  }

  private static void floors(XmlElement element, SettingsBuilder settings) {
    element.allow(Set.of("secure", "http-only", "same-site", "max-lifetime"), Set.of());
    settings.floors(
        new Floors(
            element.bool("secure", false),
            element.bool("http-only", false),
            element.attribute("same-site").map(v -> sameSite(element, v)),
            element
                .attribute("max-lifetime")
                .map(
                    v ->
                        Retention.parse(v)
                            .orElseThrow(
                                () ->
                                    element.problem(
                                        "max-lifetime must be an ISO 8601 duration such as P13M, not \""
                                            + v
                                            + "\"")))
                .orElse(Floors.DEFAULTS.maxLifetime())));
  }

  private static String sameSite(XmlElement element, String value) {
    if (!value.equals("Lax") && !value.equals("Strict")) {
      throw element.problem("same-site must be Lax or Strict, not \"" + value + "\"");
    }
    return value;
  }

  private static void pages(XmlElement element, SettingsBuilder settings) {
    element.allow(
        Set.of(
            "protection", "rewrite", "inject", "guard", "policy", "caching", "compressed", "limit"),
        Set.of());
    PageSettings defaults = PageSettings.DEFAULTS;
    settings.pages(
        element.checked(
            () ->
                new PageSettings(
                    element.word("protection", defaults.protection()),
                    element.bool("rewrite", defaults.rewrites()),
                    element.bool("inject", defaults.injects()),
                    element.bool("guard", defaults.guards()),
                    element.bool("policy", defaults.sendsPolicy()),
                    element.word("caching", defaults.caching()),
                    element.word("compressed", defaults.compressed()),
                    element.number("limit", defaults.limit()))));
  }

  private static void parameters(XmlElement element, SettingsBuilder settings) {
    element.allow(Set.of("incoming", "hold"), Set.of());
    settings.parameters(
        new ParameterSettings(
            element.word("incoming", ParameterSettings.DEFAULTS.incoming()),
            element.bool("hold", ParameterSettings.DEFAULTS.holds())));
  }

  private static void dialog(XmlElement element, SettingsBuilder settings) {
    element.allow(Set.of("preset", "layout", "shape", "ask"), Set.of("wait"));
    List<String> waits = new ArrayList<>();
    DialogSettings defaults = DialogSettings.DEFAULTS;
    for (XmlElement child : element.children()) {
      child.allow(Set.of("path"), Set.of());
      String path = child.required("path");
      child.checked(() -> defaults.waitingOn(path));
      waits.add(path);
    }
    settings.dialog(
        new DialogSettings(
            element.word("preset", defaults.preset()),
            element.word("layout", defaults.layout()),
            element.word("shape", defaults.dialog()),
            element.word("ask", defaults.asks()),
            waits));
  }

  private static void accounts(XmlElement element, SettingsBuilder settings) {
    element.allow(Set.of("sign-out", "resolver"), Set.of("store"));
    if (element.children().size() != 1) {
      throw element.problem(
          "there must be one <store jndi=\"…\"/> or <store url=\"jdbc:…\"/> within");
    }
    XmlElement store = element.children().get(0);
    store.allow(Set.of("jndi", "url", "user", "password"), Set.of());
    settings.accounts(
        new AccountSettings(
            element.word("sign-out", AccountSettings.SignOut.FORGET),
            store(store),
            element.attribute("resolver"),
            store.place()));
  }

  private static AccountSettings.Store store(XmlElement store) {
    if (store.attribute("jndi").isPresent() == store.attribute("url").isPresent()) {
      throw store.problem(
          "a store needs either jndi=\"…\" for a pool of the server's or url=\"jdbc:…\" for a"
              + " database by its address");
    }
    if (store.attribute("jndi").isPresent()) {
      if (store.attribute("user").isPresent() || store.attribute("password").isPresent()) {
        throw store.problem(
            "user and password go with url; a pool of the server's has its own, set there");
      }
      return store.checked(() -> new AccountSettings.Named(store.required("jndi")));
    }
    return store.checked(
        () ->
            new AccountSettings.Located(
                store.required("url"),
                store.text("user"),
                store
                    .attribute("password")
                    .map(text -> new String(Overrides.key(text), UTF_8))
                    .orElse("")));
  }

  private static void filterLists(XmlElement element, SettingsBuilder settings) {
    element.allow(Set.of(), Set.of("filter-list"));
    for (XmlElement child : element.children()) {
      child.allow(Set.of("file", "format", "category"), Set.of());
      Category category =
          category(child, child.attribute("category").orElse(Category.ANALYTICS.id()));
      settings.filterList(
          new FilterListSource(
              child.checked(() -> Path.of(child.required("file"))),
              child.word("format", FilterListSource.Format.ADBLOCK),
              category));
    }
  }

  private static void handOver(XmlElement element, SettingsBuilder settings) {
    element.allow(Set.of("host", "life"), Set.of("partner"));
    HandOverSettings defaults = HandOverSettings.NONE;
    Duration life =
        element
            .attribute("life")
            .map(
                value ->
                    Retention.parse(value)
                        .orElseThrow(
                            () ->
                                element.problem(
                                    "life must be an ISO 8601 duration such as PT60S, not \""
                                        + value
                                        + "\"")))
            .orElse(defaults.life());
    List<Partner> partners = new ArrayList<>();
    for (XmlElement child : element.children()) {
      child.allow(Set.of("endpoint", "name", "key"), Set.of());
      partners.add(
          child.checked(
              () ->
                  new Partner(
                      child.required("endpoint"),
                      child.text("name"),
                      Overrides.key(child.required("key")))));
    }
    if (partners.isEmpty()) {
      throw element.problem("no <partner endpoint=\"…\" key=\"…\"/> within; or remove it");
    }
    settings.handOver(
        element.checked(() -> new HandOverSettings(element.text("host"), life, partners)));
  }

  private static void texts(XmlElement element, SettingsBuilder settings) {
    element.allow(Set.of("bundle", "languages"), Set.of());
    String bundle = element.required("bundle");
    if (!bundle.matches("/?[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")
        || bundle.endsWith(".properties")) {
      throw element.problem(
          "bundle must be a path such as /WEB-INF/texts, or a name on the class path such as"
              + " acme/texts; without .properties and without a language, not \""
              + bundle
              + "\"");
    }
    List<Locale> languages = new ArrayList<>();
    for (String tag : element.text("languages").split("\\s+", -1)) {
      if (!tag.isEmpty()) {
        languages.add(language(element, tag));
      }
    }
    settings.textBundle(new TextBundle(bundle, languages, element.place()));
  }

  private static Locale language(XmlElement element, String tag) {
    try {
      return new Locale.Builder().setLanguageTag(tag).build();
    } catch (IllformedLocaleException e) {
      throw element.problem(
          "languages must be BCP 47 tags such as hu or pt-PT with blanks between, not \""
              + tag
              + "\"");
    }
  }

  private static void categories(XmlElement element, SettingsBuilder settings) {
    element.allow(Set.of(), Set.of("category"));
    if (element.children().isEmpty()) {
      throw element.problem(
          "no <category id=\"…\"> within; without <categories> a site offers all of them");
    }
    for (XmlElement child : element.children()) {
      child.allowText(Set.of("id", "since", "name"));
      child.checked(
          () ->
              settings.category(
                  new CategorySettings(
                      new Category(child.required("id")),
                      child.number("since", 1),
                      child.text("name"),
                      child.content())));
    }
  }

  private static void services(XmlElement element, SettingsBuilder settings) {
    element.allow(Set.of("builtin"), Set.of("service"));
    settings.builtIn(element.bool("builtin", true));
    Set<String> seen = new TreeSet<>();
    for (XmlElement child : element.children()) {
      Service service = service(child);
      if (!seen.add(service.id())) {
        throw child.problem("service \"" + service.id() + "\" stands here twice; remove one");
      }
      settings.service(service);
    }
  }

  private static Service service(XmlElement element) {
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
    element.attribute("privacy").ifPresent(p -> service.privacy(address(element, "privacy")));
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

  private static Category category(XmlElement element, String id) {
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

  /** A link for people: within the site, or to another by http or https. */
  private static String address(XmlElement element, String attribute) {
    String value = element.text(attribute);
    if (!value.isEmpty() && !value.matches("(/(?![/\\\\])|https?://)[^\\s\\\\]*")) {
      throw element.problem(
          attribute
              + " must be a path that begins with / or an http(s) address, not \""
              + value
              + "\"");
    }
    return value;
  }
}
