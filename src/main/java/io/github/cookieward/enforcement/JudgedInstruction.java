package io.github.cookieward.enforcement;

import io.github.cookieward.catalogue.Destination;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An {@code xml-stylesheet} instruction of an XML document: a link to a style sheet, or to what
 * makes another document of this one.
 *
 * @see <a href="https://www.w3.org/TR/xml-stylesheet/">Associating Style Sheets with XML
 *     documents</a>
 */
public final class JudgedInstruction {
  private static final Pattern ATTRIBUTE =
      Pattern.compile("([^\\s=\"']+)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')");

  private final Map<String, String> attributes = new HashMap<>();

  /**
   * Reads an instruction.
   *
   * @param data what stands between its name and its end
   */
  public JudgedInstruction(String data) {
    Matcher attribute = ATTRIBUTE.matcher(data);
    while (attribute.find()) {
      String value = attribute.group(2) == null ? attribute.group(3) : attribute.group(2);
      attributes.put(attribute.group(1), XmlReferences.resolved(value, XmlReferences.PREDEFINED));
    }
  }

  /** Whether it says that what it links to is a style sheet in CSS. */
  public boolean isCss() {
    return attributes.getOrDefault("type", "").strip().equalsIgnoreCase("text/css");
  }

  /**
   * Whether what it links to is withheld.
   *
   * @param place the document's own address
   */
  public boolean isWithheld(Enforcement enforcement, Place place) {
    String address = attributes.getOrDefault("href", "");
    DocumentAddresses addresses = new DocumentAddresses(enforcement, place);
    return DocumentAddresses.scheme(address).equals("data")
        ? !new NestedDocuments(enforcement, addresses, 0).styleSheet(address).isEmpty()
        : addresses.withheld(address, Destination.STYLE).isPresent();
  }
}
