package io.github.cookieward.enforcement;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cookieward.catalogue.Destination;
import io.github.cookieward.html.CssAddresses;
import io.github.cookieward.html.HtmlRewriter;
import io.github.cookieward.http.DataUrl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Documents that stand in a page's attributes, or in its entities: they are read as pages are, to a
 * depth of three. What cannot be read is doubtful, and held until all is granted.
 */
final class NestedDocuments {
  private static final int DEEPEST = 3;

  /** What an XML document can do that is not to be seen in its tags. */
  private static final Pattern BEYOND_TAGS =
      Pattern.compile("<!ENTITY|<\\?xml-stylesheet|xmlns:(?!xlink\\b)", Pattern.CASE_INSENSITIVE);

  private final Enforcement enforcement;
  private final DocumentAddresses addresses;
  private final int depth;

  NestedDocuments(Enforcement enforcement, DocumentAddresses addresses, int depth) {
    this.enforcement = enforcement;
    this.addresses = addresses;
    this.depth = depth;
  }

  /**
   * A document as it may be shown.
   *
   * @param held what was held back of it
   */
  record Rewritten(String html, Holding held) {}

  Rewritten rewritten(String html) {
    return rewritten(html, false);
  }

  /** What must be held back of a document in XML, or of a part of one. */
  Holding inXml(String xml) {
    return rewritten(xml, true).held();
  }

  private Rewritten rewritten(String markup, boolean xml) {
    if (depth == DEEPEST) {
      return new Rewritten("", doubtful(new Holding(enforcement)));
    }
    ConsentTagRules rules =
        new ConsentTagRules(enforcement, addresses.within(), PageMarkup.NONE, depth + 1);
    ByteArrayOutputStream out = new ByteArrayOutputStream(markup.length() + 256);
    byte[] bytes = markup.getBytes(UTF_8);
    try {
      HtmlRewriter rewriter =
          new HtmlRewriter(rules, UTF_8, out, enforcement.settings().pages().limit());
      if (xml) {
        rewriter.readXml();
      }
      rewriter.write(bytes, 0, bytes.length);
      rewriter.end();
    } catch (IOException e) {
      throw new UncheckedIOException("a buffer takes all", e);
    }
    return new Rewritten(out.toString(UTF_8), rules.all());
  }

  /** What must be held back of a {@code data:} or {@code javascript:} document. */
  Holding inAddress(String address) {
    if (DocumentAddresses.scheme(address).equals("javascript")) {
      return script(new Holding(enforcement), address.substring(address.indexOf(':') + 1));
    }
    Holding found = new Holding(enforcement);
    Optional<DataUrl> document = DataUrl.parse(plain(address));
    if (document.isEmpty()) {
      return doubtful(found);
    }
    String type = document.get().type();
    String text = document.get().text();
    boolean xml = type.endsWith("xml");
    if (type.equals("text/html") || xml) {
      found.needs(rewritten(text).held());
    }
    if (xml) {
      found.needs(inXml(text)); // where HTML has raw text there are elements
    }
    return xml && BEYOND_TAGS.matcher(text).find() ? doubtful(found) : found;
  }

  private Holding script(Holding found, String escaped) {
    String script = DataUrl.unescaped(escaped);
    // What it evaluates to is shown as a document.
    withheld("document.write(" + script).ifPresent(found::needs);
    found.needs(rewritten(script).held());
    return found;
  }

  /** What must be held back of a script in a {@code data:} address. */
  Holding script(String address) {
    Holding found = new Holding(enforcement);
    Optional<DataUrl> script = DataUrl.parse(plain(address));
    if (script.isEmpty()) {
      return doubtful(found);
    }
    withheld(script.get().text()).ifPresent(found::needs);
    return found;
  }

  private Optional<Decision> withheld(String script) {
    return addresses.withheld(enforcement.scripts().read(script));
  }

  /** What must be held back of a style sheet in a {@code data:} address. */
  Holding styleSheet(String address) {
    Holding found = new Holding(enforcement);
    Optional<DataUrl> sheet = DataUrl.parse(plain(address));
    if (sheet.isEmpty()) {
      return doubtful(found);
    }
    for (CssAddresses.Found one : CssAddresses.of(sheet.get().text())) {
      addresses.withheld(one.address(), Destination.STYLE).ifPresent(found::needs);
    }
    return found;
  }

  private Holding doubtful(Holding found) {
    if (enforcement.standing().withholdsTheDoubtful()) {
      found.needsAll();
    }
    return found;
  }

  /** Without what a browser takes out of an address before it reads it. */
  private static String plain(String address) {
    return address.replace("\t", "").replace("\n", "").replace("\r", "").strip();
  }
}
