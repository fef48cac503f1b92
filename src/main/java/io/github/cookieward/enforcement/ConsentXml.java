package io.github.cookieward.enforcement;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cookieward.catalogue.Service;
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
    settings.policies(site.link("policy"), site.link("privacy"));
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
        element.checked(
            () ->
                new Floors(
                    element.bool("secure", false),
                    element.bool("http-only", false),
                    element.attribute("same-site"),
                    element.duration("max-lifetime", "P13M", Floors.DEFAULTS.maxLifetime()))));
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
          ServiceXml.category(child, child.attribute("category").orElse(Category.ANALYTICS.id()));
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
    Duration life = element.duration("life", "PT60S", defaults.life());
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
      Service service = ServiceXml.read(child);
      if (!seen.add(service.id())) {
        throw child.problem("service \"" + service.id() + "\" stands here twice; remove one");
      }
      settings.service(service);
    }
  }
}
