package io.github.cookieward.page;

import io.github.cookieward.catalogue.Retention;
import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.CategorySettings;
import io.github.cookieward.enforcement.DialogSettings;
import java.text.MessageFormat;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.Set;

/** The words of one language: {@code Texts.properties} and its translations beside it. */
final class Texts {
  private static final Set<String> RIGHT_TO_LEFT =
      Set.of("ar", "ckb", "dv", "fa", "he", "iw", "ji", "ks", "ps", "sd", "ug", "ur", "yi");

  private final ResourceBundle bundle;
  private final Locale locale;
  private final boolean marketing;

  private Texts(ResourceBundle bundle, boolean marketing) {
    this.bundle = bundle;
    this.marketing = marketing;
    this.locale = bundle.getLocale().getLanguage().isEmpty() ? Locale.ENGLISH : bundle.getLocale();
  }

  /** The words of a language, or English: never those of the machine that the server runs on. */
  static Texts of(Locale wanted) {
    ClassLoader loader = Objects.requireNonNull(Texts.class.getClassLoader());
    Locale best = Languages.best(List.of(wanted));
    return new Texts(ResourceBundle.getBundle(Texts.class.getName(), best, loader), false);
  }

  /** The words for one visitor and page; among four rows, advertising is called marketing. */
  static Texts of(View view) {
    Texts texts = of(view.locale());
    return view.enforcement().settings().dialog().preset() == DialogSettings.Preset.FOUR
        ? new Texts(texts.bundle, true)
        : texts;
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
    boolean script = Set.of("Arab", "Hebr").contains(locale.getScript());
    return script || RIGHT_TO_LEFT.contains(locale.getLanguage()) ? "rtl" : "ltr";
  }

  /** A text with its arguments in place. */
  String get(String key, Object... arguments) {
    return new MessageFormat(bundle.getString(key), locale).format(arguments);
  }

  /** A text about a number of things, with the number as its first argument. */
  String count(String key, long number) {
    String form = key + Plural.of(locale, number).key();
    return get(bundle.containsKey(form) ? form : key + Plural.OTHER.key(), number);
  }

  private String or(String key, String otherwise) {
    return bundle.containsKey(key) ? get(key) : otherwise;
  }

  String name(Category category) {
    boolean renamed = marketing && category.equals(Category.ADVERTISING);
    return or("category." + (renamed ? "marketing" : category.id()) + ".name", category.id());
  }

  String name(CategorySettings offered) {
    return offered.name().isEmpty() ? name(offered.category()) : offered.name();
  }

  String purpose(CategorySettings offered) {
    return offered.purpose().isEmpty() ? purpose(offered.category()) : offered.purpose();
  }

  String purpose(Category category) {
    return or("category." + category.id() + ".purpose", "");
  }

  /** The purpose in a few words; a site's own name goes before ours. */
  String brief(CategorySettings offered) {
    String name = name(offered);
    return offered.name().isEmpty()
        ? or("category." + offered.category().id() + ".brief", name)
        : name;
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
