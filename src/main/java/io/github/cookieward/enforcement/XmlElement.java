package io.github.cookieward.enforcement;

import io.github.cookieward.catalogue.Retention;
import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * An element of {@code consent.xml} that remembers its line, and tells every mistake with file,
 * line, element and remedy. Read without a DTD and without external entities.
 */
final class XmlElement {
  private final String file;
  private final String name;
  private final int line;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final List<XmlElement> children = new ArrayList<>();
  private final StringBuilder text = new StringBuilder();

  private XmlElement(String file, String name, int line) {
    this.file = file;
    this.name = name;
    this.line = line;
  }

  /** A deployer's mistake, with the place where it stands. */
  static final class Problem extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    Problem(String message) {
      super(message);
    }
  }

  static XmlElement read(InputStream in, String file) throws IOException {
    try {
      // The platform's own: an application may bring an old parser that lacks these features.
      SAXParserFactory factory = SAXParserFactory.newDefaultInstance();
      factory.setNamespaceAware(true);
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      Reader reader = new Reader(file);
      factory.newSAXParser().parse(new InputSource(in), reader);
      XmlElement root = reader.root;
      if (root == null) {
        throw new Problem(file + ": the file has no element");
      }
      return root;
    } catch (SAXParseException e) {
      String said = String.valueOf(e.getMessage());
      String remedy = said.contains("DOCTYPE") ? "; remove the DOCTYPE, it is not read" : "";
      throw new Problem(
          file + ", line " + e.getLineNumber() + ": not well-formed XML: " + said + remedy);
    } catch (CharConversionException e) {
      throw new Problem(file + ": has bytes that its encoding does not know; save it as UTF-8");
    } catch (SAXException | ParserConfigurationException e) {
      throw new Problem(file + ": cannot be read as XML: " + e.getMessage());
    }
  }

  private static final class Reader extends DefaultHandler {
    private final String file;
    private final Deque<XmlElement> open = new ArrayDeque<>();
    private @Nullable Locator locator;
    private @Nullable XmlElement root;

    Reader(String file) {
      this.file = file;
    }

    @Override
    public void setDocumentLocator(Locator documentLocator) {
      locator = documentLocator;
    }

    @Override
    public void startElement(String uri, String local, String qualified, Attributes given) {
      XmlElement element =
          new XmlElement(file, local, locator == null ? 0 : locator.getLineNumber());
      if (!uri.equals(ConsentXml.NAMESPACE)) {
        throw element.problem(
            "the element must be in the namespace; write <consent xmlns=\""
                + ConsentXml.NAMESPACE
                + "\"> at the top");
      }
      for (int i = 0; i < given.getLength(); i++) {
        if (given.getURI(i).isEmpty()) {
          element.attributes.put(given.getLocalName(i), given.getValue(i).strip());
        } else if (!given.getURI(i).equals(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI)) {
          throw element.problem(
              "unknown attribute \""
                  + given.getQName(i)
                  + "\"; attributes stand here without a prefix");
        }
      }
      if (open.isEmpty()) {
        root = element;
      } else {
        open.peek().children.add(element);
      }
      open.push(element);
    }

    @Override
    public void endElement(String uri, String local, String qualified) {
      open.pop();
    }

    @Override
    public void characters(char[] characters, int start, int length) {
      if (!open.isEmpty()) {
        open.peek().text.append(characters, start, length);
      }
    }
  }

  String name() {
    return name;
  }

  List<XmlElement> children() {
    return children;
  }

  /** The text within, with each run of white space as one blank. */
  String content() {
    return text.toString().strip().replaceAll("\\s+", " ");
  }

  Optional<String> attribute(String attribute) {
    return Optional.ofNullable(attributes.get(attribute));
  }

  String text(String attribute) {
    return attributes.getOrDefault(attribute, "");
  }

  String required(String attribute) {
    return attribute(attribute)
        .filter(value -> !value.isEmpty())
        .orElseThrow(() -> problem("the attribute " + attribute + "=\"…\" is missing"));
  }

  boolean bool(String attribute, boolean otherwise) {
    return attribute(attribute).map(v -> either(attribute, v, "true", "false")).orElse(otherwise);
  }

  /** Whether the value is the first of two words. */
  boolean either(String attribute, String value, String first, String second) {
    if (!value.equals(first) && !value.equals(second)) {
      throw problem(attribute + " must be " + first + " or " + second + ", not \"" + value + "\"");
    }
    return value.equals(first);
  }

  /** One of a type's words: its names in lower case, with hyphens. */
  <E extends Enum<E>> E word(String attribute, E otherwise) {
    Optional<String> given = attribute(attribute);
    if (given.isEmpty()) {
      return otherwise;
    }
    List<String> words = new ArrayList<>();
    for (E constant : otherwise.getDeclaringClass().getEnumConstants()) {
      String word = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
      if (word.equals(given.get())) {
        return constant;
      }
      words.add(word);
    }
    throw problem(
        attribute
            + " must be one of "
            + words
            + ", not \""
            + given.get()
            + "\""
            + Near.suggestion(given.get(), words));
  }

  int number(String attribute, int otherwise) {
    Optional<String> given = attribute(attribute);
    if (given.isEmpty()) {
      return otherwise;
    }
    String value = given.get();
    if (!value.matches("[1-9][0-9]{0,8}")) {
      throw problem(attribute + " must be a whole number from 1, not \"" + value + "\"");
    }
    return Integer.parseInt(value);
  }

  Duration duration(String attribute, String example, Duration otherwise) {
    Optional<String> given = attribute(attribute);
    return given.isEmpty()
        ? otherwise
        : Retention.parse(given.get())
            .orElseThrow(
                () ->
                    problem(
                        attribute
                            + " must be an ISO 8601 duration such as "
                            + example
                            + ", not \""
                            + given.get()
                            + "\""));
  }

  /** A link for people: within the site, or to another by http or https; empty where none is. */
  String link(String attribute) {
    String value = text(attribute);
    if (!value.isEmpty() && !value.matches("(/(?![/\\\\])|https?://)[^\\s\\\\]*")) {
      throw problem(
          attribute
              + " must be a path that begins with / or an http(s) address, not \""
              + value
              + "\"");
    }
    return value;
  }

  /** Stops at an attribute, element or text that has no place here: it may be a misspelt one. */
  void allow(Set<String> knownAttributes, Set<String> knownChildren) {
    allowText(knownAttributes, knownChildren);
    if (!content().isEmpty()) {
      throw problem("text has no place here: \"" + content() + "\"; remove it");
    }
  }

  /** The same for an element with a text. */
  void allowText(Set<String> knownAttributes) {
    allowText(knownAttributes, Set.of());
  }

  private void allowText(Set<String> knownAttributes, Set<String> knownChildren) {
    for (String attribute : attributes.keySet()) {
      if (!knownAttributes.contains(attribute)) {
        throw problem(
            "unknown attribute \""
                + attribute
                + "\"; known are "
                + new TreeSet<>(knownAttributes)
                + Near.suggestion(attribute, knownAttributes));
      }
    }
    for (XmlElement child : children) {
      if (!knownChildren.contains(child.name)) {
        throw child.problem(
            "unknown element in <"
                + name
                + ">; known are "
                + new TreeSet<>(knownChildren)
                + Near.suggestion(child.name, knownChildren));
      }
    }
  }

  /** Runs a check that knows no place, and tells the place with its complaint. */
  <T> T checked(Supplier<T> check) {
    try {
      return check.get();
    } catch (Problem e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw problem(String.valueOf(e.getMessage()));
    }
  }

  /** Whether a value may be told: a key is never, however its attribute is misspelt. */
  private boolean isPublic(String attribute) {
    return switch (name) {
      case "consent-cookie" -> Set.of("name", "domain").contains(attribute);
      case "store" -> Set.of("jndi", "user").contains(attribute);
      case "partner" -> Set.of("name", "endpoint").contains(attribute);
      default -> true;
    };
  }

  /** Where the element stands, and what it says but for secrets. */
  String place() {
    StringBuilder tag = new StringBuilder("<").append(name);
    attributes.forEach(
        (attribute, value) ->
            tag.append(' ')
                .append(attribute)
                .append("=\"")
                .append(isPublic(attribute) ? value : "…")
                .append('"'));
    return file + ", line " + line + ", " + tag + ">";
  }

  Problem problem(String what) {
    return new Problem(place() + ": " + what);
  }
}
