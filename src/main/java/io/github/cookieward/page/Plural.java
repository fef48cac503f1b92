package io.github.cookieward.page;

import java.util.Locale;

/**
 * Which form of a word goes with a number, as CLDR names the forms: for whole numbers, and the
 * languages that there are texts in.
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

  /** The form for a number of things, 0 or more. */
  static Plural of(Locale locale, long n) {
    return switch (locale.getLanguage()) {
      case "ar" -> arabic(n);
      case "pl" -> n == 1 ? ONE : isFew(n) ? FEW : MANY;
      case "ru" -> n % 10 == 1 && n % 100 != 11 ? ONE : isFew(n) ? FEW : MANY;
      case "ro" -> n == 1 ? ONE : n == 0 || n % 100 >= 1 && n % 100 <= 19 ? FEW : OTHER;
      case "fr" -> n <= 1 ? ONE : OTHER;
      case "pt" -> n == 1 || n == 0 && !locale.getCountry().equals("PT") ? ONE : OTHER;
      case "id", "ja", "ko", "th", "vi", "zh" -> OTHER;
      default -> n == 1 ? ONE : OTHER;
    };
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
