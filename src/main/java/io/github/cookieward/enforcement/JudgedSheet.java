package io.github.cookieward.enforcement;

import io.github.cookieward.catalogue.Destination;
import io.github.cookieward.enforcement.JudgedFile.Verdict;
import io.github.cookieward.html.CssAddresses;
import io.github.cookieward.http.DataUrl;
import java.util.EnumSet;
import java.util.Optional;

/**
 * A style sheet file of the site's own as one visitor may have it: the addresses of services that
 * are not granted lead nowhere. What nobody knows stays: in standard it passes, and in strict the
 * page's policy keeps it out.
 */
public final class JudgedSheet {
  /** How deep sheets are read that stand in {@code data:} addresses of sheets. */
  private static final int DEPTH = 3;

  private JudgedSheet() {}

  /**
   * Reads a sheet.
   *
   * @param place the sheet's own address
   */
  public static JudgedFile of(String css, Enforcement enforcement, Place place) {
    return of(css, enforcement, place, 0);
  }

  private static JudgedFile of(String css, Enforcement enforcement, Place place, int depth) {
    EnumSet<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
    Optional<String> rest =
        CssAddresses.without(
            css,
            found -> {
              Verdict verdict = verdict(found, enforcement, place, depth);
              verdicts.add(verdict);
              return verdict == Verdict.WITHHELD;
            });
    verdicts.remove(Verdict.FOR_ALL);
    return new JudgedFile(rest.orElse(css), !verdicts.isEmpty());
  }

  private static Verdict verdict(
      CssAddresses.Found found, Enforcement enforcement, Place place, int depth) {
    String address = found.address();
    if (DocumentAddresses.scheme(address).equals("data")) {
      return found.use() == CssAddresses.Use.SHEET
          ? within(address, enforcement, place, depth)
          : Verdict.FOR_ALL;
    }
    return Verdict.of(address, destination(found.use()), enforcement, place);
  }

  static Destination destination(CssAddresses.Use use) {
    return switch (use) {
      case SHEET -> Destination.STYLE;
      case FONT -> Destination.FONT;
      case IMAGE -> Destination.IMAGE;
    };
  }

  /** A sheet in an address is taken or left as a whole. */
  private static Verdict within(String address, Enforcement enforcement, Place place, int depth) {
    Optional<DataUrl> sheet = DataUrl.parse(address);
    if (sheet.isEmpty() || depth == DEPTH) {
      return enforcement.standing().withholdsTheDoubtful() ? Verdict.WITHHELD : Verdict.GRANTED;
    }
    String css = sheet.get().text();
    JudgedFile inner = of(css, enforcement, place, depth + 1);
    return !inner.personal()
        ? Verdict.FOR_ALL
        : inner.text().equals(css) ? Verdict.GRANTED : Verdict.WITHHELD;
  }
}
