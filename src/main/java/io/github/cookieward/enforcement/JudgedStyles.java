package io.github.cookieward.enforcement;

import io.github.cookieward.html.CssAddresses;
import io.github.cookieward.html.RepeatedTexts;
import io.github.cookieward.html.SourceText;
import io.github.cookieward.html.StartTag;
import java.util.List;
import java.util.Optional;
import org.owasp.encoder.Encode;

/**
 * The styles of one element: the sheet in it, or those of its attributes.
 *
 * @param holding what is held back of the element
 */
record JudgedStyles(JudgedDocument document, Holding holding) {
  /**
   * A rule that does nothing, first in a held style sheet: browsers that read ahead fetch what it
   * imports without a look at its type, and no import counts after a rule.
   */
  static final String NO_IMPORT = "x{}";

  /**
   * Judges a style sheet.
   *
   * @param goesOn whether it does after an element within it, which may have cut an address
   * @return what it is without what is withheld; empty where nothing is, and one of its readings
   *     where it has several
   */
  Optional<String> sheet(SourceText text, boolean goesOn) {
    DocumentAddresses addresses = document.addresses();
    RepeatedTexts<Fetches> styles = addresses.ofOrigin().styles();
    Fetches known = addresses.areOfOrigin() && !goesOn ? styles.find(text) : null;
    if (known != null && known.doubtful().stream().filter(this::isWithheld).count() == 0) {
      return Optional.empty();
    }
    addresses.begin(null);
    Optional<String> rest = Optional.empty();
    for (String css : text.readings()) {
      Optional<String> without =
          CssAddresses.without(goesOn ? css.substring(0, lastEnd(css)) : css, this::isWithheld);
      rest = without.isPresent() ? without : rest;
    }
    Optional<List<Asked.OfAddress>> noted = addresses.end();
    document.notes().add(noted);
    if (noted.isPresent() && !goesOn && styles.comesAgain(text)) {
      styles.keep(text, new Fetches(noted.get(), false));
    }
    return rest;
  }

  /** Where the last declaration or block ends, or begins. */
  private static int lastEnd(String css) {
    return 1 + Math.max(css.lastIndexOf(';'), Math.max(css.lastIndexOf('{'), css.lastIndexOf('}')));
  }

  private boolean isWithheld(Fetches.Fetched one) {
    Optional<Decision> decision = document.addresses().withheld(one);
    document.notes().add(new Asked.OfAddress(one, decision));
    decision.ifPresent(holding::needs);
    return decision.isPresent();
  }

  private boolean isWithheld(CssAddresses.Found found) {
    if (found.use() == CssAddresses.Use.SHEET
        && DocumentAddresses.scheme(found.address()).equals("data")) {
      document.addresses().depend();
      Holding inner = document.nested().styleSheet(found.address());
      holding.needs(inner);
      return !inner.isEmpty();
    }
    Optional<Decision> decision = decision(found);
    decision.ifPresent(holding::needs);
    return decision.isPresent();
  }

  private Optional<Decision> decision(CssAddresses.Found found) {
    return document.addresses().withheld(found.address(), JudgedSheet.destination(found.use()));
  }

  /** Judges an attribute that is a style, or has one in it. */
  void attribute(String attribute, String css) {
    Optional<String> rest =
        CssAddresses.without(
            css,
            found -> {
              Optional<Decision> decision = decision(found);
              decision.ifPresent(d -> holding.add(attribute, d));
              return decision.isPresent();
            });
    if (attribute.equals("style")) {
      rest.ifPresent(text -> holding.replace(attribute, text));
    }
  }

  /** The page keeps its look: only what the sheet would fetch is missing. */
  static String instead(StartTag tag, String css) {
    StringBuilder sheet = new StringBuilder("<style data-consent-instead");
    for (String attribute : List.of("media", "title", "nonce")) {
      tag.attribute(attribute)
          .map(Encode::forHtmlAttribute)
          .ifPresent(
              value -> sheet.append(' ').append(attribute).append("=\"").append(value).append('"'));
    }
    return sheet.append('>').append(css).append("</style>").toString();
  }
}
