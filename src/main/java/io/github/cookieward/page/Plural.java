package io.github.cookieward.page;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Which form of a word goes with a number, as CLDR names the forms: for whole numbers, in the
 * languages that there are texts in, and in those that a site may add.
 *
 * @see <a href="https://www.unicode.org/reports/tr35/tr35-numbers.html#Language_Plural_Rules">UTS
 *     35, part 3, 5</a>
 */
enum Plural {
  ZERO,
  ONE,
  TWO,
  FEW,
  MANY,
  OTHER;

  /** Languages in which a number changes no word. */
  private static final Set<String> NONE =
      words(
          "bm bo dz hnj id ig ii in ja jbo jv jw kde kea km ko lkt lo ms my nqo osa root sah ses sg"
              + " su th to tpi vi wo yo yue zh");

  /** Languages in which nothing is counted as one thing is. */
  private static final Set<String> ZERO_AS_ONE =
      words("ak am as bho bn csw doi fa ff fr gu guw hi hy kab kn ln mg nso pa pcm si ti wa zu");

  /** Languages with a form for two. */
  private static final Set<String> DUAL = words("he iu iw naq sat se sma smi smj smn sms");

  private static Set<String> words(String text) {
    return Set.of(text.split(" ", -1));
  }

  /** The form for a number of things, 0 or more. */
  static Plural of(Locale locale, long n) {
    String language = locale.getLanguage();
    if (NONE.contains(language)) {
      return OTHER;
    }
    if (ZERO_AS_ONE.contains(language)) {
      return n <= 1 ? ONE : OTHER;
    }
    if (DUAL.contains(language)) {
      return n == 1 ? ONE : n == 2 ? TWO : OTHER;
    }
    long ten = n % 10;
    long hundred = n % 100;
    return switch (language) {
      case "ar", "ars" -> arabic(n);
      case "be", "ru", "uk" -> ten == 1 && hundred != 11 ? ONE : isFew(n) ? FEW : MANY;
      case "pl" -> n == 1 ? ONE : isFew(n) ? FEW : MANY;
      case "bs", "hr", "sh", "sr" -> ten == 1 && hundred != 11 ? ONE : isFew(n) ? FEW : OTHER;
      case "cs", "sk" -> n == 1 ? ONE : n >= 2 && n <= 4 ? FEW : OTHER;
      case "lt" -> hundred / 10 == 1 || ten == 0 ? OTHER : ten == 1 ? ONE : FEW;
      case "lv", "prg" ->
          ten == 0 || hundred / 10 == 1 ? ZERO : ten == 1 && hundred != 11 ? ONE : OTHER;
      case "dsb", "hsb", "sl" ->
          hundred == 1 ? ONE : hundred == 2 ? TWO : hundred == 3 || hundred == 4 ? FEW : OTHER;
      case "mo", "ro" -> n == 1 ? ONE : n == 0 || hundred >= 1 && hundred <= 19 ? FEW : OTHER;
      case "pt" -> n == 1 || n == 0 && !locale.getCountry().equals("PT") ? ONE : OTHER;
      case "is", "mk" -> ten == 1 && hundred != 11 ? ONE : OTHER;
      case "ceb", "fil", "tl" -> n >= 1 && n <= 3 || ten != 4 && ten != 6 && ten != 9 ? ONE : OTHER;
      case "tzm" -> n <= 1 || n >= 11 && n <= 99 ? ONE : OTHER;
      case "ksh", "lag" -> n == 0 ? ZERO : n == 1 ? ONE : OTHER;
      case "shi" -> n <= 1 ? ONE : n <= 10 ? FEW : OTHER;
      case "ga" -> n == 1 ? ONE : n == 2 ? TWO : n >= 3 && n <= 6 ? FEW : irish(n);
      case "gd" ->
          n == 1 || n == 11 ? ONE : n == 2 || n == 12 ? TWO : n >= 3 && n <= 19 ? FEW : OTHER;
      case "gv" -> ten == 1 ? ONE : ten == 2 ? TWO : hundred % 20 == 0 ? FEW : OTHER;
      case "cy" -> welsh(n);
      case "br" -> breton(n);
      case "mt" ->
          n == 1
              ? ONE
              : n == 2
                  ? TWO
                  : n == 0 || hundred >= 3 && hundred <= 10
                      ? FEW
                      : hundred >= 11 && hundred <= 19 ? MANY : OTHER;
      default -> n == 1 ? ONE : OTHER;
    };
  }

  /** The forms that a language has for the numbers that occur here. */
  static Set<Plural> formsOf(Locale locale) {
    Set<Plural> forms = EnumSet.of(OTHER);
    for (int n = 0; n <= 400; n++) {
      forms.add(of(locale, n));
    }
    return forms;
  }

  private static Plural irish(long n) {
    return n >= 7 && n <= 10 ? MANY : OTHER;
  }

  private static Plural welsh(long n) {
    return n == 6 ? MANY : n > 3 ? OTHER : n == 0 ? ZERO : n == 1 ? ONE : n == 2 ? TWO : FEW;
  }

  private static Plural breton(long n) {
    long ten = n % 10;
    long decade = n % 100 / 10;
    boolean round = decade == 1 || decade == 7 || decade == 9;
    if (!round && ten >= 1 && ten <= 4 || !round && ten == 9) {
      return ten == 1 ? ONE : ten == 2 ? TWO : FEW;
    }
    return n != 0 && n % 1_000_000 == 0 ? MANY : OTHER;
  }

  private static Plural arabic(long n) {
    if (n <= 2) {
      return n == 0 ? ZERO : n == 1 ? ONE : TWO;
    }
    long rest = n % 100;
    return rest >= 3 && rest <= 10 ? FEW : rest >= 11 ? MANY : OTHER;
  }

  private static boolean isFew(long n) {
    return n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14);
  }

  /** The end of a text's key. */
  String key() {
    return "." + name().toLowerCase(Locale.ROOT);
  }
}
