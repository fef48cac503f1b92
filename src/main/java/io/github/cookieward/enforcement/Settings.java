package io.github.cookieward.enforcement;

import io.github.cookieward.catalogue.BuiltIn;
import io.github.cookieward.catalogue.Catalogue;
import io.github.cookieward.catalogue.CookieRule;
import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.http.CanonicalPath;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a site handles consent: read once, whole, and not changed afterwards. Made by a {@link
 * Builder}, or from {@code consent.xml} by {@link ConsentXml}. Immutable; safe to share.
 */
public final class Settings {
  /** What happens to what is not granted. */
  public enum Mode {
    /** It is withheld. */
    ENFORCE,
    /** It passes, and is reported: to see what would happen before it does. */
    REPORT_ONLY
  }

  private final Mode mode;
  private final String siteName;
  private final String policy;
  private final String privacy;
  private final int policyVersion;
  private final Duration lifetime;
  private final String cookieName;
  private final Optional<String> cookieDomain;
  private final List<byte[]> keys;
  private final String endpoint;
  private final boolean unknownPasses;
  private final boolean honoursGpc;
  private final Floors floors;
  private final Map<Category, CategorySettings> categories;
  private final Catalogue catalogue;
  private final boolean marksChanges;
  private final PageSettings pages;
  private final ParameterSettings parameters;
  private final DialogSettings dialog;
  private final List<FilterListSource> filterLists;
  private final Optional<AccountSettings> accounts;
  private final SiteTexts texts;
  private final boolean scriptApi;
  private final HandOverSettings handOver;

  private Settings(Builder builder) {
    mode = builder.mode;
    siteName = builder.siteName;
    policy = builder.policy;
    privacy = builder.privacy;
    policyVersion = builder.policyVersion;
    lifetime = builder.lifetime;
    cookieName = builder.cookieName;
    cookieDomain = builder.cookieDomain;
    keys = List.copyOf(builder.keys);
    endpoint = builder.endpoint;
    unknownPasses = builder.unknownPasses;
    honoursGpc = builder.honoursGpc;
    floors = builder.floors;
    pages = builder.pages;
    parameters = builder.parameters;
    dialog = builder.dialog;
    filterLists = List.copyOf(builder.filterLists);
    accounts = builder.accounts;
    texts = builder.texts;
    scriptApi = builder.scriptApi;
    handOver = builder.handOver;
    categories =
        java.util.Collections.unmodifiableMap(
            builder.categories.isEmpty()
                ? allCategories(dialog.preset())
                : new LinkedHashMap<>(builder.categories));
    List<Service> behind =
        new ArrayList<>(builder.builtIn ? BuiltIn.services() : BuiltIn.essential());
    if (!builder.essentialCookies.isEmpty()) {
      String id = "container"; // an id of its own, so that no declared service hides it
      while (isTaken(id, builder.services) || isTaken(id, behind)) {
        id += "-";
      }
      Service.Builder own = Service.builder(id, Category.ESSENTIAL).name("Session");
      builder.essentialCookies.forEach(own::cookie);
      behind.add(0, own.build());
    }
    if (dialog.preset() == DialogSettings.Preset.FOUR
        && categories.containsKey(Category.THIRD_PARTY)) {
      throw new IllegalArgumentException(
          "category \"third-party\" has no row in a dialog with preset four; remove the category,"
              + " or say preset=\"five\"");
    }
    Set<String> lists = new HashSet<>();
    for (FilterListSource list : filterLists) {
      Service service = list.service();
      if (isTaken(service.id(), builder.services) || !lists.add(service.id())) {
        throw new IllegalArgumentException(
            "filter-list: \""
                + list.name()
                + "\" makes a service \""
                + service.id()
                + "\", and there is one already; give the file another name");
      }
      behind.add(service);
    }
    catalogue = new Catalogue(builder.services, behind);
    marksChanges =
        policyVersion == 1
            || categories.values().stream().anyMatch(c -> c.since() == policyVersion)
            || catalogue.declared().stream().anyMatch(s -> s.since() == policyVersion);
    for (Service service : catalogue.declared()) {
      if (!service.category().equals(Category.ESSENTIAL)
          && !categories.containsKey(service.category())) {
        throw new IllegalArgumentException(
            "service \""
                + service.id()
                + "\" has category \""
                + service.category()
                + "\", which the site does not offer; it offers "
                + categories.keySet());
      }
    }
    for (FilterListSource list : filterLists) {
      if (!categories.containsKey(list.category())) {
        throw new IllegalArgumentException(
            "filter list \""
                + list.file()
                + "\" has category \""
                + list.category()
                + "\", which the site does not offer; it offers "
                + categories.keySet());
      }
    }
  }

  private static boolean isTaken(String id, List<Service> services) {
    return services.stream().anyMatch(service -> service.id().equals(id));
  }

  private static Map<Category, CategorySettings> allCategories(DialogSettings.Preset preset) {
    Map<Category, CategorySettings> all = new LinkedHashMap<>();
    for (Category category :
        List.of(
            Category.PREFERENCE, Category.ANALYTICS, Category.ADVERTISING, Category.THIRD_PARTY)) {
      all.put(category, CategorySettings.of(category));
    }
    if (preset == DialogSettings.Preset.FOUR) {
      all.remove(Category.THIRD_PARTY);
    }
    return all;
  }

  /** Starts settings with the defaults and the whole built-in catalogue. */
  public static Builder builder() {
    return new Builder();
  }

  /** What happens to what is not granted; by default it is withheld. */
  public Mode mode() {
    return mode;
  }

  /** What the site calls itself; empty where it does not say. */
  public String siteName() {
    return siteName;
  }

  /** Address of the cookie policy, or empty. */
  public String policy() {
    return policy;
  }

  /** Address of the privacy policy, or empty. */
  public String privacy() {
    return privacy;
  }

  /** The version of the policy that is in force, from 1. */
  public int policyVersion() {
    return policyVersion;
  }

  /**
   * The version of the policy from which something counts as new: its own {@code since}, or the
   * version in force where nothing says what changed with it, since then everything may have.
   */
  int since(int own) {
    return marksChanges ? own : policyVersion;
  }

  /** How long an answer is kept; by default 180 days. It does not slide. */
  public Duration lifetime() {
    return lifetime;
  }

  /** The consent cookie's name, without a prefix; by default {@code consent}. */
  public String cookieName() {
    return cookieName;
  }

  /** The consent cookie's domain, where subdomains share an answer. */
  public Optional<String> cookieDomain() {
    return cookieDomain;
  }

  List<byte[]> keys() {
    return keys;
  }

  /** Whether the site has a key of its own. */
  public boolean hasKey() {
    return !keys.isEmpty();
  }

  /** The path under which the filter answers, below the application's own; {@code /consent}. */
  public String endpoint() {
    return endpoint;
  }

  /** Whether cookies that nobody knows pass; by default they do not. */
  public boolean unknownPasses() {
    return unknownPasses;
  }

  /** Whether {@code Sec-GPC: 1} counts as an opt-out; by default it does. */
  public boolean honoursGpc() {
    return honoursGpc;
  }

  /** What every cookie that passes must have at least. */
  public Floors floors() {
    return floors;
  }

  /** The categories that the site offers, in its order; essential is not among them. */
  public List<CategorySettings> categories() {
    return List.copyOf(categories.values());
  }

  /** A category as the site offers it; empty where it does not. */
  public Optional<CategorySettings> category(Category category) {
    return Optional.ofNullable(categories.get(category));
  }

  /** A category that the site offers; null where it does not. */
  @Nullable CategorySettings offered(Category category) {
    return categories.get(category);
  }

  /** Whether the site offers a category. */
  public boolean offers(Category category) {
    return categories.containsKey(category);
  }

  /** How pages are handled. */
  public PageSettings pages() {
    return pages;
  }

  /** How parameters that track are handled. */
  public ParameterSettings parameters() {
    return parameters;
  }

  /** How visitors are asked. */
  public DialogSettings dialog() {
    return dialog;
  }

  /**
   * Whether a page is one on which the first layer waits: the policies have to be read before
   * anything is answered, and the site may name others.
   *
   * @param path a path within the application, as it was sent
   */
  public boolean waitsOn(String path) {
    return dialog.waitsOn(path) || isAt(policy, path) || isAt(privacy, path);
  }

  private static boolean isAt(String link, String path) {
    return link.startsWith("/")
        && CanonicalPath.of(link.split("[?#]", 2)[0]).equals(CanonicalPath.of(path));
  }

  /** The filter lists that the site points to. */
  public List<FilterListSource> filterLists() {
    return filterLists;
  }

  /** How the answers of those who are signed in are kept; empty where they are not. */
  public Optional<AccountSettings> accounts() {
    return accounts;
  }

  /** With which other sites answers are handed over. */
  public HandOverSettings handOver() {
    return handOver;
  }

  /** Whether pages get {@code api.js}, which tells the site's scripts what is granted. */
  public boolean scriptApi() {
    return scriptApi;
  }

  /** The texts that the site has in place of ours, or besides. */
  public SiteTexts texts() {
    return texts;
  }

  /** The services of the site. */
  public Catalogue catalogue() {
    return catalogue;
  }

  /** Collects settings; each has the default that {@link Settings} tells. For one thread. */
  public static final class Builder {
    private Mode mode = Mode.ENFORCE;
    private String siteName = "";
    private String policy = "";
    private String privacy = "";
    private int policyVersion = 1;
    private Duration lifetime = Duration.ofDays(180);
    private String cookieName = "consent";
    private Optional<String> cookieDomain = Optional.empty();
    private final List<byte[]> keys = new ArrayList<>();
    private String endpoint = "/consent";
    private boolean unknownPasses;
    private boolean honoursGpc = true;
    private boolean builtIn = true;
    private Floors floors = Floors.DEFAULTS;
    private PageSettings pages = PageSettings.DEFAULTS;
    private ParameterSettings parameters = ParameterSettings.DEFAULTS;
    private DialogSettings dialog = DialogSettings.DEFAULTS;
    private final List<FilterListSource> filterLists = new ArrayList<>();
    private Optional<AccountSettings> accounts = Optional.empty();
    private Optional<TextBundle> textBundle = Optional.empty();
    private SiteTexts texts = SiteTexts.NONE;
    private boolean scriptApi;
    private HandOverSettings handOver = HandOverSettings.NONE;
    private final Map<Category, CategorySettings> categories = new LinkedHashMap<>();
    private final List<Service> services = new ArrayList<>();
    private final List<String> essentialCookies = new ArrayList<>();

    private Builder() {}

    /** What happens to what is not granted. */
    public Builder mode(Mode enforceOrReport) {
      mode = enforceOrReport;
      return this;
    }

    /** What the site calls itself. */
    public Builder siteName(String name) {
      siteName = name;
      return this;
    }

    /** Addresses of the cookie policy and the privacy policy; either may be empty. */
    public Builder policies(String cookiePolicy, String privacyPolicy) {
      policy = cookiePolicy;
      privacy = privacyPolicy;
      return this;
    }

    /**
     * The version of the policy that is in force. Raise it when the policy changes, and put the new
     * number as {@code since} on what has changed; without one, everybody is asked about
     * everything.
     *
     * @throws IllegalArgumentException if it is less than 1
     */
    public Builder policyVersion(int version) {
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
    public Builder lifetime(Duration duration) {
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
     * @throws IllegalArgumentException if it does not begin with {@code consent}, or has other
     *     characters than letters, digits, {@code -} and {@code _}
     */
    public Builder cookieName(String name) {
      check(
          name.matches("consent[A-Za-z0-9_-]{0,40}"),
          "cookie-name must begin with \"consent\" and have letters, digits, '-' and '_' only",
          name);
      cookieName = name;
      return this;
    }

    /**
     * The consent cookie's domain, where subdomains are to share an answer.
     *
     * @throws IllegalArgumentException if it is not a host name with a dot within
     */
    public Builder cookieDomain(String domain) {
      String host = domain.startsWith(".") ? domain.substring(1) : domain;
      check(
          host.matches("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)+"),
          "cookie-domain must be a host name in lower case such as example.com",
          domain);
      cookieDomain = Optional.of(host);
      return this;
    }

    /**
     * One more key that protects the consent cookie. The first signs, all verify.
     *
     * @throws IllegalArgumentException if it has fewer than 16 bytes
     */
    public Builder key(byte[] bytes) {
      if (bytes.length < 16) {
        throw new IllegalArgumentException(
            "key must have at least 16 bytes, better 32 from a random source; it has "
                + bytes.length);
      }
      keys.add(bytes.clone());
      return this;
    }

    /** These keys, in place of those that were given before. */
    Builder replaceKeys(List<byte[]> fresh) {
      keys.clear();
      fresh.forEach(this::key);
      return this;
    }

    /**
     * The path under which the filter answers.
     *
     * @throws IllegalArgumentException if it is not an absolute path of plain characters
     */
    public Builder endpoint(String path) {
      check(
          path.matches("(/[A-Za-z0-9._~-]+)+") && !path.contains("/."),
          "endpoint must be a path such as /consent, without a slash at its end",
          path);
      endpoint = path;
      return this;
    }

    /** Whether cookies that nobody knows pass. */
    public Builder unknownPasses(boolean passes) {
      unknownPasses = passes;
      return this;
    }

    /** Whether {@code Sec-GPC: 1} counts as an opt-out. */
    public Builder honoursGpc(boolean honours) {
      honoursGpc = honours;
      return this;
    }

    /**
     * Whether the whole built-in catalogue stands behind the site's services, or frameworks only.
     */
    public Builder builtIn(boolean whole) {
      builtIn = whole;
      return this;
    }

    /** What every cookie that passes must have at least. */
    public Builder floors(Floors least) {
      floors = least;
      return this;
    }

    /**
     * One more category that the site offers; the four of the defaults are then gone.
     *
     * @throws IllegalArgumentException if it is essential, which is not offered but always there,
     *     or given twice, or newer than the policy
     */
    public Builder category(CategorySettings category) {
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
    public Builder pages(PageSettings handling) {
      pages = handling;
      return this;
    }

    /** How pages are handled so far, to change a part of it. */
    PageSettings pages() {
      return pages;
    }

    /** How parameters that track are handled. */
    public Builder parameters(ParameterSettings handling) {
      parameters = handling;
      return this;
    }

    /** How visitors are asked. */
    public Builder dialog(DialogSettings asking) {
      dialog = asking;
      return this;
    }

    /** How the answers of those who are signed in are kept; without this they are not. */
    public Builder accounts(AccountSettings keeping) {
      accounts = Optional.of(keeping);
      return this;
    }

    /** One more filter list. */
    public Builder filterList(FilterListSource list) {
      filterLists.add(list);
      return this;
    }

    /** With which other sites answers are handed over. */
    public Builder handOver(HandOverSettings others) {
      handOver = others;
      return this;
    }

    /** Whether pages get {@code api.js}, which tells the site's scripts what is granted. */
    public Builder scriptApi(boolean offers) {
      scriptApi = offers;
      return this;
    }

    /** Texts of the site's own, in place of ours or besides. */
    public Builder texts(SiteTexts own) {
      texts = own;
      return this;
    }

    /** Where the site keeps such texts; whoever reads the settings reads those too. */
    Builder textBundle(TextBundle bundle) {
      textBundle = Optional.of(bundle);
      return this;
    }

    /** Where {@code consent.xml} says that texts lie which are still to be read. */
    public Optional<TextBundle> textBundle() {
      return textBundle;
    }

    /** One more service of the site. */
    public Builder service(Service service) {
      services.add(service);
      return this;
    }

    /**
     * One more cookie that the container needs, such as its session's, unless the site says else.
     */
    public Builder essentialCookie(String exactName) {
      essentialCookies.add(exactName);
      return this;
    }

    /**
     * The settings.
     *
     * @throws IllegalArgumentException if a service has a category that is not offered, two
     *     services have one id, a {@code since} lies after the policy's version, or a category has
     *     no row in the dialog
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
}
