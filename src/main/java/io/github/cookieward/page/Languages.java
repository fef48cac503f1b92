package io.github.cookieward.page;

import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.enforcement.SiteTexts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The languages that there are texts in, and which of them a visitor gets. A site may add others in
 * a bundle of its own.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4647#section-3.4">RFC 4647, 3.4: lookup</a>
 */
public final class Languages {
  /** Each with its own name for itself, in the order of those names' Latin or first letters. */
  private static final Map<String, String> OWN_NAMES = new LinkedHashMap<>();

  static {
    OWN_NAMES.put("ar", "العربية");
    OWN_NAMES.put("id", "Bahasa Indonesia");
    OWN_NAMES.put("de", "Deutsch");
    OWN_NAMES.put("en", "English");
    OWN_NAMES.put("es", "Español");
    OWN_NAMES.put("fr", "Français");
    OWN_NAMES.put("it", "Italiano");
    OWN_NAMES.put("ja", "日本語");
    OWN_NAMES.put("ko", "한국어");
    OWN_NAMES.put("nl", "Nederlands");
    OWN_NAMES.put("pl", "Polski");
    OWN_NAMES.put("pt", "Português (Brasil)");
    OWN_NAMES.put("pt-PT", "Português (Portugal)");
    OWN_NAMES.put("ro", "Română");
    OWN_NAMES.put("ru", "Русский");
    OWN_NAMES.put("th", "ไทย");
    OWN_NAMES.put("vi", "Tiếng Việt");
    OWN_NAMES.put("zh-Hans", "简体中文");
    OWN_NAMES.put("zh-Hant", "繁體中文");
  }

  /** The key by which a site's file may say what its language calls itself. */
  static final String NAME = "language.name";

  private Languages() {}

  /** The languages as BCP 47 tags, each with its name in itself. */
  public static Map<String, String> ownNames() {
    return Collections.unmodifiableMap(OWN_NAMES);
  }

  /** The same with those that a site has added, after ours. */
  public static Map<String, String> ownNames(Settings settings) {
    SiteTexts site = settings.texts();
    if (OWN_NAMES.keySet().containsAll(site.languages())) {
      return ownNames();
    }
    Map<String, String> names = new LinkedHashMap<>(OWN_NAMES);
    for (String tag : site.languages()) {
      names.putIfAbsent(tag, site.find(tag, NAME).orElseGet(() -> ownName(tag)));
    }
    return names;
  }

  /** As the platform knows it, with a capital as it begins an entry of its own. */
  private static String ownName(String tag) {
    Locale locale = Locale.forLanguageTag(tag);
    String name = locale.getDisplayName(locale);
    int first = name.offsetByCodePoints(0, 1);
    return name.substring(0, first).toUpperCase(locale) + name.substring(first);
  }

  /**
   * The first of a visitor's languages that there are texts in: ours.
   *
   * @param wanted the liked best first
   * @return English where there is none
   */
  public static Locale best(List<Locale> wanted) {
    return best(wanted, SiteTexts.NONE);
  }

  /**
   * The first of a visitor's languages that there are texts in, ours or the site's.
   *
   * @param wanted the liked best first
   * @return English where there is none
   */
  public static Locale best(List<Locale> wanted, Settings settings) {
    return best(wanted, settings.texts());
  }

  static Locale best(List<Locale> wanted, SiteTexts site) {
    return wanted.stream()
        .flatMap(locale -> supported(locale, site).stream())
        .findFirst()
        .orElse(Locale.ENGLISH);
  }

  /** The texts for one language; empty where there are none in it. */
  private static Optional<Locale> supported(Locale wanted, SiteTexts site) {
    if (!OWN_NAMES.keySet().containsAll(site.languages())) {
      for (String tag : lookups(wanted)) {
        if (site.languages().contains(tag) || OWN_NAMES.containsKey(tag)) {
          return Optional.of(Locale.forLanguageTag(ownVariant(tag, wanted)));
        }
      }
    }
    return own(wanted).map(Locale::forLanguageTag);
  }

  /** Where a language is one of ours with variants, the variant that we have for it. */
  private static String ownVariant(String tag, Locale wanted) {
    return tag.equals(wanted.getLanguage()) ? own(wanted).orElse(tag) : tag;
  }

  /** Which of ours goes with a language; empty where there are no texts in it. */
  private static Optional<String> own(Locale wanted) {
    if (wanted.getLanguage().equals("zh")) {
      return Optional.of(isTraditional(wanted) ? "zh-Hant" : "zh-Hans");
    }
    String tag = wanted.getLanguage() + "-" + wanted.getCountry();
    // Where Portuguese is official but for Brazil, it is written as in Portugal.
    boolean european =
        wanted.getLanguage().equals("pt") && !List.of("", "BR").contains(wanted.getCountry());
    String known = european ? "pt-PT" : OWN_NAMES.containsKey(tag) ? tag : wanted.getLanguage();
    return OWN_NAMES.containsKey(known) ? Optional.of(known) : Optional.empty();
  }

  /** A language and those that it is a kind of, the nearest first: zh-Hant-HK, zh-Hant, zh. */
  static List<String> lookups(Locale wanted) {
    List<String> tags = new ArrayList<>(3);
    String tag = wanted.stripExtensions().toLanguageTag();
    while (!tag.isEmpty()) {
      tags.add(tag);
      tag = tag.substring(0, Math.max(0, tag.lastIndexOf('-')));
    }
    return tags;
  }

  /** Where the texts of a language come from: the nearest first, our variant before the rest. */
  static List<String> sources(Locale language) {
    List<String> sources = lookups(language);
    own(language)
        .ifPresent(
            own -> {
              if (!sources.contains(own)) {
                sources.add(sources.size() - 1, own);
              }
            });
    return sources;
  }

  private static boolean isTraditional(Locale chinese) {
    return chinese.getScript().isEmpty()
        ? List.of("TW", "HK", "MO").contains(chinese.getCountry())
        : chinese.getScript().equals("Hant");
  }
}
