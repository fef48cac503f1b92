package io.github.cookieward.enforcement;

import io.github.cookieward.catalogue.Catalogue;
import io.github.cookieward.consent.Category;
import io.github.cookieward.http.CanonicalPath;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a site handles consent: read once, whole, and not changed afterwards. Made by a {@link
 * SettingsBuilder}, or from {@code consent.xml} by {@link ConsentXml}. Immutable; safe to share.
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

  Settings(SettingsBuilder builder) {
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
    categories = Collections.unmodifiableMap(builder.offered());
    catalogue = SiteCatalogue.of(builder, filterLists, categories.keySet());
    marksChanges =
        policyVersion == 1
            || categories.values().stream().anyMatch(c -> c.since() == policyVersion)
            || catalogue.declared().stream().anyMatch(s -> s.since() == policyVersion);
  }

  /** Starts settings with the defaults and the whole built-in catalogue. */
  public static SettingsBuilder builder() {
    return new SettingsBuilder();
  }

  /** What happens to what is not granted; by default it is withheld. */
  public Mode mode() {
    return mode;
  }

  /** What the site calls itself; empty where it does not say. */
  public String siteName() {
    return siteName;
  }

  /**
   * Address of the cookie policy, within the application where it begins with a slash; or empty.
   */
  public String policy() {
    return policy;
  }

  /**
   * Address of the privacy policy, within the application where it begins with a slash; or empty.
   */
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

  /**
   * The categories that the site offers, in its order; by default preference, analytics,
   * advertising and, but for a dialog of four rows, third-party. Essential is not among them.
   */
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

  /** With which other sites answers are handed over; by default with none. */
  public HandOverSettings handOver() {
    return handOver;
  }

  /**
   * Whether pages get {@code api.js}, which tells the site's scripts what is granted; by default
   * not.
   */
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
}
