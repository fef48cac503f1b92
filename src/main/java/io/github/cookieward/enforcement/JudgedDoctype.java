package io.github.cookieward.enforcement;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.cookieward.catalogue.Destination;
import io.github.cookieward.html.CssAddresses;
import io.github.cookieward.html.MetaRefresh;
import io.github.cookieward.html.Srcset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The document type declaration of an XML document as one visitor may have it. Its internal subset
 * may declare entities and default values, which a browser reads as if they stood in the document:
 * those that fetch from a service that is not granted are left empty, as are those that cannot be
 * followed.
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

  /** How many references are followed that each lead to an entity declared after its use. */
  private static final int LONGEST_CHAIN = 8;

  /** What {@code http-equiv} and {@code attributeName} say where an address stands beside them. */
  private static final Set<String> SAYING =
      Set.of("refresh", "accept-ch", "delegate-ch", "href", "xlink:href", "src");

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
    String judged = doctype.judged(declaration, 0);
    Map<String, String> declared = doctype.declared();
    return new Judged(doctype.settle() ? doctype.judged(declaration, 0) : judged, declared);
  }

  /**
   * Resolves the references to entities that were declared after their use, however they chain. To
   * judge by alone: where a reference is escaped it resolves too much.
   *
   * @return whether there was one
   */
  private boolean settle() {
    boolean any = false;
    boolean settled = false;
    for (int round = 0; round < LONGEST_CHAIN && !settled; round++) {
      settled = true;
      total = 0;
      for (Map.Entry<String, String> entity : entities.entrySet()) {
        String meaning = XmlReferences.resolved(entity.getValue(), entities);
        total += meaning.length();
        if (total <= MOST && entity.getValue().indexOf('&') >= 0) {
          settled &= meaning.equals(entity.setValue(meaning));
        }
      }
      any |= !settled;
    }
    total = 0;
    return any;
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
      String name = value.group("name");
      String meaning =
          XmlReferences.resolved(declarations.substring(group, value.end() - 1), entities);
      boolean fits = total + meaning.length() <= MOST;
      boolean withheld =
          !fits && !enforcement.grantsAllThatIsKnown()
              || isWithheld(meaning, depth)
              || (name == null ? isWithheldInAttribute(meaning) : isDoubtful(name));
      if (withheld) {
        judged.append(declarations, copied, group);
        copied = value.end() - 1;
      }
      if (name != null && fits) {
        String sign = value.group("parameter") == null ? "" : "%";
        entities.putIfAbsent(sign + name, withheld ? "" : meaning);
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
            && ((depth == DEEPEST || meaning.indexOf('%') >= 0) && withholdsTheDoubtful()
                || depth < DEEPEST && !judged(meaning, depth + 1).equals(meaning));
  }

  /** Whether an entity may be used where it is not known, as its name depends on the encoding. */
  private boolean isDoubtful(String name) {
    return !US_ASCII.newEncoder().canEncode(name) && withholdsTheDoubtful();
  }

  private boolean withholdsTheDoubtful() {
    return enforcement.standing().withholdsTheDoubtful();
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
        || isWithheldWithin(value)
        || turnsOthersIntoAddresses(value) && withholdsTheDoubtful();
  }

  /** Whether it says of another attribute, which stands in a tag, that it is fetched. */
  private static boolean turnsOthersIntoAddresses(String value) {
    String word = value.strip().toLowerCase(Locale.ROOT);
    return SAYING.contains(word) || Fetch.ofLink(word, "") != null;
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
    return addresses().withheld(address, Destination.OTHER).filter(Decision::isOfKnown).isPresent();
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
