package io.github.cookieward.enforcement;

import io.github.cookieward.catalogue.CookieRule;
import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects settings; each has the default that {@link Settings} tells. For one thread. */
public final class SettingsBuilder {
  Settings.Mode mode = Settings.Mode.ENFORCE;
  String siteName = "";
  String policy = "";
  String privacy = "";
  int policyVersion = 1;
  Duration lifetime = Duration.ofDays(180);
  String cookieName = "consent";
  Optional<String> cookieDomain = Optional.empty();
  final List<byte[]> keys = new ArrayList<>();
  String endpoint = "/consent";
  boolean unknownPasses;
  boolean honoursGpc = true;
  boolean builtIn = true;
  Floors floors = Floors.DEFAULTS;
  PageSettings pages = PageSettings.DEFAULTS;
  ParameterSettings parameters = ParameterSettings.DEFAULTS;
  DialogSettings dialog = DialogSettings.DEFAULTS;
  final List<FilterListSource> filterLists = new ArrayList<>();
  Optional<AccountSettings> accounts = Optional.empty();
  private Optional<TextBundle> textBundle = Optional.empty();
  SiteTexts texts = SiteTexts.NONE;
  boolean scriptApi;
  HandOverSettings handOver = HandOverSettings.NONE;
  final Map<Category, CategorySettings> categories = new LinkedHashMap<>();
  final List<Service> services = new ArrayList<>();
  final List<String> essentialCookies = new ArrayList<>();

  SettingsBuilder() {}

  /** What happens to what is not granted. */
  public SettingsBuilder mode(Settings.Mode enforceOrReport) {
    mode = enforceOrReport;
    return this;
  }

  /** What the site calls itself. */
  public SettingsBuilder siteName(String name) {
    siteName = name;
    return this;
  }

  /**
   * Addresses of the cookie policy and the privacy policy: paths within the application that begin
   * with a slash, or of http or https. Either may be empty.
   */
  public SettingsBuilder policies(String cookiePolicy, String privacyPolicy) {
    policy = cookiePolicy;
    privacy = privacyPolicy;
    return this;
  }

  /**
   * The version of the policy that is in force. Raise it when the policy changes, and put the new
   * number as {@code since} on what has changed; without one, everybody is asked about everything.
   *
   * @throws IllegalArgumentException if it is less than 1
   */
  public SettingsBuilder policyVersion(int version) {
    check(version >= 1, "policy-version must be a whole number from 1", version);
    policyVersion = version;
    return this;
  }

  /**
   * How long an answer is kept.
   *
   * @throws IllegalArgumentException if it is not between a day and 400 days, which is what
   *     browsers allow
   */
  public SettingsBuilder lifetime(Duration duration) {
    check(
        duration.compareTo(Duration.ofDays(1)) >= 0
            && duration.compareTo(Duration.ofDays(400)) <= 0,
        "lifetime must be from P1D to P400D",
        duration);
    lifetime = duration;
    return this;
  }

  /**
   * The consent cookie's name, without a prefix.
   *
   * @throws IllegalArgumentException if it does not begin with {@code consent}, or goes on with
   *     more than 40 characters or others than ASCII letters, digits, {@code -} and {@code _}
   */
  public SettingsBuilder cookieName(String name) {
    check(
        name.matches("consent[A-Za-z0-9_-]{0,40}"),
        "cookie-name must begin with \"consent\" and have letters, digits, '-' and '_' only",
        name);
    cookieName = name;
    return this;
  }

  /**
   * The consent cookie's domain, where subdomains are to share an answer. A first dot is left out.
   *
   * @throws IllegalArgumentException if it is not a host name in lower case with a dot within
   */
  public SettingsBuilder cookieDomain(String domain) {
    String host = domain.startsWith(".") ? domain.substring(1) : domain;
    check(
        host.matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+"),
        "cookie-domain must be a host name in lower case such as example.com",
        domain);
    cookieDomain = Optional.of(host);
    return this;
  }

  /**
   * One more key that protects the consent cookie, best of 32 random bytes. The first signs, all
   * verify.
   *
   * @throws IllegalArgumentException if it has fewer than 16 bytes
   */
  public SettingsBuilder key(byte[] bytes) {
    if (bytes.length < 16) {
      throw new IllegalArgumentException(
          "key must have at least 16 bytes, better 32 from a random source; it has "
              + bytes.length);
    }
    keys.add(bytes.clone());
    return this;
  }

  /** These keys, in place of those that were given before. */
  SettingsBuilder replaceKeys(List<byte[]> fresh) {
    keys.clear();
    fresh.forEach(this::key);
    return this;
  }

  /**
   * The path under which the filter answers, below the application's own.
   *
   * @throws IllegalArgumentException if it is not one segment or more of ASCII letters, digits,
   *     {@code .}, {@code _}, {@code ~} and {@code -}, each after a slash and without a first dot
   */
  public SettingsBuilder endpoint(String path) {
    check(
        path.matches("(/[A-Za-z0-9._~-]+)+") && !path.contains("/."),
        "endpoint must be a path such as /consent, without a slash at its end",
        path);
    endpoint = path;
    return this;
  }

  /** Whether cookies that nobody knows pass. */
  public SettingsBuilder unknownPasses(boolean passes) {
    unknownPasses = passes;
    return this;
  }

  /** Whether {@code Sec-GPC: 1} counts as an opt-out. */
  public SettingsBuilder honoursGpc(boolean honours) {
    honoursGpc = honours;
    return this;
  }

  /** Whether the whole built-in catalogue stands behind the site's services, or frameworks only. */
  public SettingsBuilder builtIn(boolean whole) {
    builtIn = whole;
    return this;
  }

  /** What every cookie that passes must have at least. */
  public SettingsBuilder floors(Floors least) {
    floors = least;
    return this;
  }

  /**
   * One more category that the site offers; the four of the defaults are then gone.
   *
   * @throws IllegalArgumentException if it is essential, which is not offered but always there, or
   *     given twice
   */
  public SettingsBuilder category(CategorySettings category) {
    check(
        !category.category().equals(Category.ESSENTIAL),
        "a category to choose cannot be the one that is always on",
        category.category());
    check(
        categories.put(category.category(), category) == null,
        "a category stands there once",
        category.category());
    return this;
  }

  /** How pages are handled. */
  public SettingsBuilder pages(PageSettings handling) {
    pages = handling;
    return this;
  }

  /** How pages are handled so far, to change a part of it. */
  PageSettings pages() {
    return pages;
  }

  /** How parameters that track are handled. */
  public SettingsBuilder parameters(ParameterSettings handling) {
    parameters = handling;
    return this;
  }

  /** How visitors are asked. */
  public SettingsBuilder dialog(DialogSettings asking) {
    dialog = asking;
    return this;
  }

  /**
   * How the answers of those who are signed in are kept; without this they are not. It takes a
   * {@link #key}: without one the filter does not start.
   */
  public SettingsBuilder accounts(AccountSettings keeping) {
    accounts = Optional.of(keeping);
    return this;
  }

  /** One more filter list. */
  public SettingsBuilder filterList(FilterListSource list) {
    filterLists.add(list);
    return this;
  }

  /** With which other sites answers are handed over. */
  public SettingsBuilder handOver(HandOverSettings others) {
    handOver = others;
    return this;
  }

  /** Whether pages get {@code api.js}, which tells the site's scripts what is granted. */
  public SettingsBuilder scriptApi(boolean offers) {
    scriptApi = offers;
    return this;
  }

  /** Texts of the site's own, in place of ours or besides. */
  public SettingsBuilder texts(SiteTexts own) {
    texts = own;
    return this;
  }

  /** Where the site keeps such texts; whoever reads the settings reads those too. */
  SettingsBuilder textBundle(TextBundle bundle) {
    textBundle = Optional.of(bundle);
    return this;
  }

  /** Where {@code consent.xml} says that texts lie which are still to be read. */
  public Optional<TextBundle> textBundle() {
    return textBundle;
  }

  /** One more service of the site. */
  public SettingsBuilder service(Service service) {
    services.add(service);
    return this;
  }

  /** One more cookie that the container needs, such as its session's, unless the site says else. */
  public SettingsBuilder essentialCookie(String exactName) {
    essentialCookies.add(exactName);
    return this;
  }

  /**
   * The settings.
   *
   * @throws IllegalArgumentException if a service or a filter list has a category that is not
   *     offered, two services have one id, a service has the consent cookie, a {@code since} is not
   *     from 1 to the policy's version, or a category has no row in the dialog
   */
  public Settings build() {
    for (CategorySettings c : categories.values()) {
      checkSince("category \"" + c.category() + "\"", c.since());
    }
    for (Service s : services) {
      checkSince("service \"" + s.id() + "\"", s.since());
      for (CookieRule rule : s.cookies()) {
        check(
            rule.kind() != CookieRule.Kind.EXACT || !rule.text().equals(cookieName),
            "a service cannot have the consent cookie's name",
            rule.text());
      }
    }
    return new Settings(this);
  }

  /** The categories that the site offers: those that it names, or else all. */
  Map<Category, CategorySettings> offered() {
    Map<Category, CategorySettings> offered =
        categories.isEmpty() ? allCategories() : new LinkedHashMap<>(categories);
    if (dialog.preset() == DialogSettings.Preset.FOUR
        && offered.containsKey(Category.THIRD_PARTY)) {
      throw new IllegalArgumentException(
          "category \"third-party\" has no row in a dialog with preset four; remove the category,"
              + " or say preset=\"five\"");
    }
    return offered;
  }

  private Map<Category, CategorySettings> allCategories() {
    Map<Category, CategorySettings> all = new LinkedHashMap<>();
    for (Category category :
        List.of(
            Category.PREFERENCE, Category.ANALYTICS, Category.ADVERTISING, Category.THIRD_PARTY)) {
      all.put(category, CategorySettings.of(category));
    }
    if (dialog.preset() == DialogSettings.Preset.FOUR) {
      all.remove(Category.THIRD_PARTY);
    }
    return all;
  }

  private void checkSince(String what, int since) {
    check(
        since >= 1 && since <= policyVersion,
        what + ": since must be from 1 to the policy-version " + policyVersion,
        since);
  }

  private static void check(boolean holds, String rule, Object value) {
    if (!holds) {
      throw new IllegalArgumentException(rule + ", not \"" + value + "\"");
    }
  }
}
