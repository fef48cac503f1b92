package io.github.cookieward.enforcement;

import io.github.cookieward.catalogue.Destination;
import io.github.cookieward.html.CssAddresses;
import io.github.cookieward.html.MetaRefresh;
import io.github.cookieward.html.Srcset;
import io.github.cookieward.http.WebUrl;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The document type declaration of an XML document as one visitor may have it. Its internal subset
 * may declare entities and default values, which a browser reads as if they stood in the document:
 * those that fetch from a service that is not granted are left empty.
 *
 * @see <a href="https://www.w3.org/TR/xml/#sec-prolog-dtd">XML 1.0, 2.8</a>
 */
public final class JudgedDoctype {
  /**
   * How long all entities together may become, in characters; further values are withheld until all
   * is granted.
   */
  private static final int MOST = 1024 * 1024;

  /** How deep parameter entities are read that declare further ones. */
  private static final int DEEPEST = 3;

  /** What is skipped, an entity's declaration up to its value, and any other quoted value. */
  private static final Pattern VALUE =
      Pattern.compile(
          "<!--.*?-->|<\\?.*?\\?>|(?:<!ENTITY\\s+(?<parameter>%\\s+)?(?<name>[^\\s\"'>]+)\\s+)?"
              + "(?:\"(?<quoted>[^\"]*)\"|'(?<single>[^']*)')",
          Pattern.DOTALL);

  /** What stands between the addresses of an attribute that has several. */
  private static final Pattern BETWEEN = Pattern.compile("[ \\t\\r\\n;]+");

  private final Enforcement enforcement;
  private final Place place;
  private int total;
  private final Map<String, String> entities = new HashMap<>(XmlReferences.PREDEFINED);

  /**
   * What comes of a declaration.
   *
   * @param text the declaration as it may be sent; the same text where nothing is withheld
   * @param entities what it declares itself, by name, each of which is read again where it lands
   */
  public record Judged(String text, Map<String, String> entities) {}

  private JudgedDoctype(Enforcement enforcement, Place place) {
    this.enforcement = enforcement;
    this.place = place;
  }

  /**
   * Reads a declaration.
   *
   * @param declaration from its {@code <!DOCTYPE} to its {@code >}
   * @param place the document's own address
   */
  public static Judged of(String declaration, Enforcement enforcement, Place place) {
    JudgedDoctype doctype = new JudgedDoctype(enforcement, place);
    return new Judged(doctype.judged(declaration, 0), doctype.declared());
  }

  private Map<String, String> declared() {
    Map<String, String> declared = new HashMap<>(entities);
    declared.keySet().removeAll(XmlReferences.PREDEFINED.keySet());
    declared.keySet().removeIf(name -> name.startsWith("%"));
    return Map.copyOf(declared);
  }

  private String judged(String declarations, int depth) {
    StringBuilder judged = new StringBuilder();
    Matcher value = VALUE.matcher(declarations);
    int copied = 0;
    while (value.find()) {
      int group = value.group("quoted") != null ? value.start("quoted") : value.start("single");
      if (group < 0) {
        continue; // a comment, or an instruction
      }
      String meaning =
          XmlReferences.resolved(declarations.substring(group, value.end() - 1), entities);
      boolean fits = total + meaning.length() <= MOST;
      boolean withheld =
          !fits && !enforcement.grantsAllThatIsKnown()
              || isWithheld(meaning, depth)
              || value.group("name") == null && isWithheldInAttribute(meaning);
      if (withheld) {
        judged.append(declarations, copied, group);
        copied = value.end() - 1;
      }
      if (value.group("name") != null && fits) {
        String sign = value.group("parameter") == null ? "" : "%";
        entities.putIfAbsent(sign + value.group("name"), withheld ? "" : meaning);
        total += meaning.length();
      }
    }
    return judged.append(declarations, copied, declarations.length()).toString();
  }

  private boolean isWithheld(String meaning, int depth) {
    return isOfWithheldService(meaning)
        || meaning.indexOf('.') > 0 && isOfWithheldService("//" + meaning)
        || meaning.indexOf('<') >= 0 && !markup(meaning).isEmpty()
        || meaning.contains("<!")
            && (depth == DEEPEST || !judged(meaning, depth + 1).equals(meaning));
  }

  /** Whether it fetches as the default value of an attribute, whichever that is. */
  private boolean isWithheldInAttribute(String value) {
    return Stream.of(
                Srcset.addresses(value).stream(),
                BETWEEN.splitAsStream(value),
                CssAddresses.of(value).stream().map(CssAddresses.Found::address),
                MetaRefresh.address(value).stream())
            .flatMap(Function.identity())
            .anyMatch(this::isOfWithheldService)
        || addresses().withheld(enforcement.scripts().readHandler(value)).isPresent()
        || isWithheldWithin(value);
  }

  private boolean isWithheldWithin(String address) {
    return switch (DocumentAddresses.scheme(address)) {
      case "data", "javascript" ->
          !nested().inAddress(address).isEmpty()
              || !nested().script(address).isEmpty()
              || !nested().styleSheet(address).isEmpty();
      default -> false;
    };
  }

  /** Where an address is of nobody known, the policy of a strict site keeps it out. */
  private boolean isOfWithheldService(String address) {
    return WebUrl.parse(address, place.page())
        .filter(WebUrl::isRemote)
        .map(url -> enforcement.enforcer().addressOwners().known(url, Destination.OTHER, place))
        .filter(known -> known.found().isPresent())
        .filter(known -> !enforcement.address(known, Destination.OTHER, place).allows())
        .isPresent();
  }

  private Holding markup(String meaning) {
    return nested().inXml(meaning);
  }

  private NestedDocuments nested() {
    return new NestedDocuments(enforcement, addresses(), 0);
  }

  private DocumentAddresses addresses() {
    return new DocumentAddresses(enforcement, place);
  }
}
