package io.github.cookieward.filter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cookieward.html.HtmlRewriter;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The encoding in which a browser reads a page: the byte order mark's, else the field's, else the
 * one that the page names at its beginning. Labels that browsers do not know count for nothing.
 *
 * @see <a
 *     href="https://html.spec.whatwg.org/multipage/parsing.html#determining-the-character-encoding">
 *     HTML, 13.2.3.2</a>
 * @param markLength how many bytes the byte order mark has
 * @param label by which a {@code meta} at the page's beginning names it; empty where something else
 *     does
 */
record PageEncoding(Charset charset, int markLength, String label) {
  /** How much of a page is looked at. */
  static final int PRESCAN = 1024;

  private static final Pattern COMMENT = Pattern.compile("(?s)<!--.*?(-->|$)");
  private static final Pattern META =
      Pattern.compile("(?is)<meta[\\s/][^>]*?charset\\s*=\\s*[\"']?\\s*([^\\s\"'/>;]+)");

  /** An XML declaration, which browsers read in HTML as well. */
  private static final Pattern XML =
      Pattern.compile("(?s)<[?]xml[^>]*?encoding[\\x00- ]*=[\\x00- ]*(?:\"([^\"]*)\"|'([^']*)').*");

  /** Whether more bytes can make a difference to the byte order mark. */
  static boolean mayBeMark(byte[] bytes, int length) {
    if (length == 0) {
      return true;
    }
    int first = bytes[0] & 0xff;
    if (first == 0xef) {
      return length == 1 || (length == 2 && (bytes[1] & 0xff) == 0xbb);
    }
    return length == 1 && (first == 0xfe || first == 0xff);
  }

  PageEncoding(Charset charset, int markLength) {
    this(charset, markLength, "");
  }

  /** The encoding of HTML. Where nobody says it a browser guesses: each byte is kept as it is. */
  static PageEncoding ofHtml(byte[] bytes, int length, String label) {
    return said(bytes, length, label)
        .or(() -> named(beginning(bytes, length)))
        .orElseGet(() -> new PageEncoding(ISO_8859_1, 0));
  }

  /** The encoding of a document in XML, in which a {@code meta} says nothing of it. */
  static PageEncoding ofXml(byte[] bytes, int length, String label) {
    return said(bytes, length, label)
        .orElseGet(
            () -> new PageEncoding(encodingOfXml(beginning(bytes, length)).orElse(UTF_8), 0));
  }

  private static Optional<PageEncoding> said(byte[] bytes, int length, String label) {
    return marked(bytes, length).or(() -> find(label).map(charset -> new PageEncoding(charset, 0)));
  }

  private static String beginning(byte[] bytes, int length) {
    return new String(bytes, 0, Math.min(length, PRESCAN), ISO_8859_1);
  }

  /** The byte order mark's; empty where there is none. */
  static Optional<PageEncoding> marked(byte[] bytes, int length) {
    int a = length > 0 ? bytes[0] & 0xff : 0;
    int b = length > 1 ? bytes[1] & 0xff : 0;
    if (a == 0xef && b == 0xbb && length > 2 && (bytes[2] & 0xff) == 0xbf) {
      return Optional.of(new PageEncoding(UTF_8, 3));
    }
    if (a == 0xfe && b == 0xff) {
      return Optional.of(new PageEncoding(UTF_16BE, 2));
    }
    return a == 0xff && b == 0xfe ? Optional.of(new PageEncoding(UTF_16LE, 2)) : Optional.empty();
  }

  /** What the page itself names; a page whose {@code meta} can be read is not in UTF-16. */
  private static Optional<PageEncoding> named(String beginning) {
    Matcher meta = META.matcher(COMMENT.matcher(beginning).replaceAll(""));
    String label = meta.find() && find(meta.group(1)).isPresent() ? meta.group(1) : "";
    return find(label)
        .map(PageEncoding::asItIsRead)
        .or(() -> encodingOfXml(beginning))
        .map(charset -> new PageEncoding(charset, 0, label));
  }

  private static Charset asItIsRead(Charset named) {
    return named.name().startsWith("UTF-16") ? UTF_8 : named;
  }

  /** What an XML declaration names, or is written in itself. */
  private static Optional<Charset> encodingOfXml(String beginning) {
    if (beginning.startsWith("<\0?\0x\0")) {
      return Optional.of(UTF_16LE);
    }
    if (beginning.startsWith("\0<\0?\0x")) {
      return Optional.of(UTF_16BE);
    }
    Matcher xml = XML.matcher(beginning);
    return xml.matches()
        ? find(Objects.requireNonNullElseGet(xml.group(1), () -> xml.group(2)))
            .map(PageEncoding::asItIsRead)
        : Optional.empty();
  }

  /** A label's encoding, or empty where no browser knows it. */
  static Optional<Charset> find(String label) {
    String name = label.strip().toLowerCase(Locale.ROOT);
    return switch (name) {
      case "utf-16", "utf-16le", "ucs-2", "unicode", "csunicode", "iso-10646-ucs-2" ->
          Optional.of(UTF_16LE);
      case "utf-16be", "unicodefffe" -> Optional.of(UTF_16BE);
      case "iso-2022-jp", "csiso2022jp" ->
          Charset.isSupported("ISO-2022-JP")
              ? Optional.of(Charset.forName("ISO-2022-JP"))
              : Optional.empty();
      default -> asciiCompatible(name);
    };
  }

  private static Optional<Charset> asciiCompatible(String name) {
    if (name.isEmpty() || name.equals("utf-7")) {
      return Optional.empty();
    }
    try {
      return Optional.of(Charset.forName(name)).filter(HtmlRewriter::canRead);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return Optional.empty();
    }
  }
}
