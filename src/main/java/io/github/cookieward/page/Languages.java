package io.github.cookieward.page;

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

  private Languages() {}

  /** The languages as BCP 47 tags, each with its name in itself. */
  public static Map<String, String> ownNames() {
    return java.util.Collections.unmodifiableMap(OWN_NAMES);
  }

  /**
   * The first of a visitor's languages that there are texts in.
   *
   * @param wanted the liked best first
   * @return English where there is none
   */
  public static Locale best(List<Locale> wanted) {
    return wanted.stream()
        .flatMap(locale -> supported(locale).stream())
        .findFirst()
        .orElse(Locale.ENGLISH);
  }

  /** The texts for one language; empty where there are none in it. */
  static Optional<Locale> supported(Locale wanted) {
    if (wanted.getLanguage().equals("zh")) {
      return Optional.of(Locale.forLanguageTag(isTraditional(wanted) ? "zh-Hant" : "zh-Hans"));
    }
    String tag = wanted.getLanguage() + "-" + wanted.getCountry();
    // Where Portuguese is official but for Brazil, it is written as in Portugal.
    boolean european =
        wanted.getLanguage().equals("pt") && !List.of("", "BR").contains(wanted.getCountry());
    String known = european ? "pt-PT" : OWN_NAMES.containsKey(tag) ? tag : wanted.getLanguage();
    return OWN_NAMES.containsKey(known)
        ? Optional.of(Locale.forLanguageTag(known))
        : Optional.empty();
  }

  private static boolean isTraditional(Locale chinese) {
    return chinese.getScript().isEmpty()
        ? List.of("TW", "HK", "MO").contains(chinese.getCountry())
        : chinese.getScript().equals("Hant");
  }
}
