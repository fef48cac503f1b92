package io.github.cookieward.page;

import io.github.cookieward.catalogue.Retention;
import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.CategorySettings;
import io.github.cookieward.enforcement.DialogSettings;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.enforcement.SiteTexts;
import java.text.MessageFormat;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Objects;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.function.Function;

/**
 * The words of one language: the site's own before ours, which are {@code Texts.properties} and its
 * translations beside it. What neither has in the language is said in English.
 */
final class Texts {
  private static final Set<String> RIGHT_TO_LEFT =
      Set.of("ar", "ckb", "dv", "fa", "he", "iw", "ji", "ks", "ps", "sd", "ug", "ur", "yi");

  /** Ours, by language; each knows its fellows. */
  private static final Map<String, ResourceBundle> OWN = own();

  private static final ResourceBundle OWN_ENGLISH =
      Objects.requireNonNull(OWN.get(Locale.ENGLISH.getLanguage()));

  private final Locale locale;
  private final List<Layer> layers;
  private final boolean marketing;

  private Texts(Locale locale, List<Layer> layers, boolean marketing) {
    this.locale = locale;
    this.layers = layers;
    this.marketing = marketing;
  }

  /** Where texts of one language come from. */
  private record Layer(Locale locale, boolean ofSite, Function<String, Optional<String>> texts) {}

  /** A text as it is written, and where it comes from. */
  private record Found(String text, Layer layer) {}

  private static Map<String, ResourceBundle> own() {
    ClassLoader loader = Objects.requireNonNull(Texts.class.getClassLoader());
    Map<String, ResourceBundle> own = new HashMap<>();
    for (String tag : Languages.ownNames().keySet()) {
      Locale language = Locale.forLanguageTag(tag);
      own.put(tag, ResourceBundle.getBundle(Texts.class.getName(), language, loader));
    }
    return own;
  }

  /** Our words of a language, or English: never those of the machine that the server runs on. */
  static Texts of(Locale wanted) {
    return of(wanted, SiteTexts.NONE, false);
  }

  /** The words of a site in a language, or English. */
  static Texts of(Locale wanted, Settings settings) {
    return of(wanted, settings.texts(), settings.dialog().preset() == DialogSettings.Preset.FOUR);
  }

  /** The words for one visitor and page; among four rows, advertising is called marketing. */
  static Texts of(View view) {
    return of(view.locale(), view.enforcement().settings());
  }

  private static Texts of(Locale wanted, SiteTexts site, boolean marketing) {
    Locale best = Languages.best(List.of(wanted), site);
    Set<String> chain = new LinkedHashSet<>(Languages.sources(best));
    chain.add(Locale.ENGLISH.getLanguage());
    List<Layer> layers = new ArrayList<>(3);
    for (String tag : chain) {
      Locale language = Locale.forLanguageTag(tag);
      if (site.languages().contains(tag)) {
        layers.add(new Layer(language, true, key -> site.find(tag, key).map(Texts::pattern)));
      }
      ResourceBundle own = OWN.get(tag);
      if (own != null) {
        layers.add(new Layer(language, false, key -> find(own, key)));
      }
    }
    return new Texts(best, layers, marketing);
  }

  /**
   * A site's text as a MessageFormat: an apostrophe is one, written once or twice, and no quote.
   */
  static String pattern(String text) {
    return text.replace("''", "'").replace("'", "''");
  }

  private static Optional<String> find(ResourceBundle bundle, String key) {
    return bundle.containsKey(key) ? Optional.of(bundle.getString(key)) : Optional.empty();
  }

  /** The keys of our texts. */
  static Set<String> keys() {
    return OWN_ENGLISH.keySet();
  }

  /** One of our texts in English, as it is written. */
  static String english(String key) {
    return OWN_ENGLISH.getString(key);
  }

  /** The language itself. */
  Locale locale() {
    return locale;
  }

  /** What these words are in, for {@code lang}. */
  String language() {
    return locale.toLanguageTag();
  }

  /** Which way they run, for {@code dir}. */
  String direction() {
    return direction(locale);
  }

  static String direction(Locale locale) {
    boolean script = Set.of("Arab", "Hebr").contains(locale.getScript());
    return script || RIGHT_TO_LEFT.contains(locale.getLanguage()) ? "rtl" : "ltr";
  }

  /** The language of a text, where it is another than that of these words. */
  Optional<Locale> foreign(String key) {
    return find(key)
        .map(found -> found.layer().locale())
        .filter(found -> !found.getLanguage().equals(locale.getLanguage()));
  }

  /** Whether a text is what a key says here, and not what somebody has declared. */
  boolean says(String key, String text) {
    return find(key).map(Texts::format).filter(text::equals).isPresent();
  }

  private Optional<Found> find(String key) {
    for (Layer layer : layers) {
      Optional<String> text = layer.texts().apply(key);
      if (text.isPresent()) {
        return Optional.of(new Found(text.get(), layer));
      }
    }
    return Optional.empty();
  }

  /** A text with its arguments in place. */
  String get(String key, Object... arguments) {
    return format(
        find(key)
            .orElseThrow(
                () -> new MissingResourceException("no such text", Texts.class.getName(), key)),
        arguments);
  }

  private static String format(Found found, Object... arguments) {
    return new MessageFormat(found.text(), found.layer().locale()).format(arguments);
  }

  /** A text about a number of things, with the number as its first argument. */
  String count(String key, long number) {
    for (Layer layer : layers) {
      String form = key + Plural.of(layer.locale(), number).key();
      Optional<String> text =
          layer.texts().apply(form).or(() -> layer.texts().apply(key + Plural.OTHER.key()));
      if (text.isPresent()) {
        return format(new Found(text.get(), layer), number);
      }
    }
    throw new MissingResourceException("no such text", Texts.class.getName(), key);
  }

  private String or(String key, String otherwise) {
    return find(key).map(Texts::format).orElse(otherwise);
  }

  /** A text where it is the site's that goes first. */
  private Optional<String> ofSite(String key) {
    return find(key).filter(found -> found.layer().ofSite()).map(Texts::format);
  }

  /** Whether a text is the site's own. */
  boolean isOfSite(String key) {
    return ofSite(key).isPresent();
  }

  /** The key of a category's text; among four rows, advertising is called marketing. */
  String key(Category category, String part) {
    boolean renamed = marketing && part.equals("name") && category.equals(Category.ADVERTISING);
    return "category." + (renamed ? "marketing" : category.id()) + "." + part;
  }

  String name(Category category) {
    return or(key(category, "name"), category.id());
  }

  String name(CategorySettings offered) {
    return said(key(offered.category(), "name"), offered.name(), offered.category().id());
  }

  String purpose(CategorySettings offered) {
    return said(key(offered.category(), "purpose"), offered.purpose(), "");
  }

  String purpose(Category category) {
    return or(key(category, "purpose"), "");
  }

  /** The purpose in a few words; a site's own name goes before ours. */
  String brief(CategorySettings offered) {
    return said(key(offered.category(), "brief"), offered.name(), name(offered));
  }

  /** The site's text, else what its settings declare, else ours. */
  private String said(String key, String declared, String otherwise) {
    return ofSite(key).orElseGet(() -> declared.isEmpty() ? or(key, otherwise) : declared);
  }

  /** What a service is called: a text of the site's, else as it is declared. */
  String name(Service service) {
    return ofSite("service." + service.id() + ".name").orElseGet(service::name);
  }

  /** What a service is for: a text of the site's, else as it is declared. */
  String purpose(Service service) {
    return ofSite("service." + service.id() + ".purpose").orElseGet(service::purpose);
  }

  /** How long something is kept, in words; what is no duration stands as it is. */
  String retention(String text) {
    if (text.isEmpty()) {
      return get("retention.unknown");
    }
    if (text.equals("session")) {
      return get("retention.session");
    }
    try {
      return text.indexOf('T') < 0
          ? period(Period.parse(text).normalized())
          : duration(Duration.parse(text));
    } catch (DateTimeException e) {
      return text;
    }
  }

  private String period(Period period) {
    long months = period.toTotalMonths();
    if (months == 0 || !period.equals(Period.ofMonths((int) months).normalized())) {
      return duration(Retention.parse(period.toString()).orElse(Duration.ZERO));
    }
    return inMonths(months);
  }

  private String inMonths(long months) {
    return months > 12 && months % 12 == 0
        ? count("duration.years", months / 12)
        : count("duration.months", months);
  }

  /** A length of time in the largest unit that says it whole, with months of 30 days. */
  String duration(Duration time) {
    long days = time.toDays();
    if (days > 0) {
      return days % 365 == 0
          ? inMonths(days / 365 * 12)
          : days >= 60 && days % 30 == 0 ? inMonths(days / 30) : count("duration.days", days);
    }
    long minutes = time.toMinutes();
    return minutes >= 60 && minutes % 60 == 0
        ? count("duration.hours", minutes / 60)
        : count("duration.minutes", Math.max(1, minutes));
  }
}
