package io.github.cookieward.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a form leads back to: a path of this origin and nothing else, so that nobody can use the
 * endpoint to send a visitor away. What browsers and proxies read in two ways is refused.
 *
 * @see <a href="https://url.spec.whatwg.org/#relative-slash-state">URL, relative slash state</a>
 */
public final class ReturnAddress {
  /** The longest address, as it is sent. */
  static final int MAX_LENGTH = 2_000;

  /** A second slash, also as browsers or lenient proxies would read one: an authority follows. */
  private static final Pattern AUTHORITY_FOLLOWS =
      Pattern.compile("/(?:/|%2f|%5c).*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  /** {@code /./} and {@code /../}, which a browser takes away: {@code /.//x} would become that. */
  private static final Pattern DOT_SEGMENT =
      Pattern.compile("/(?:\\.|%2e){1,2}(?=[/?#;]|$)", Pattern.CASE_INSENSITIVE);

  private ReturnAddress() {}

  /**
   * Where to go after an answer: what the form says, else the page it was on, else the
   * application's start.
   */
  public static String after(HttpServletRequest request, Optional<String> said) {
    return of(request, said)
        .or(() -> path(request.getServletContext().getContextPath() + "/"))
        .orElse("/");
  }

  /** What the form says, else the page it was on; empty where neither is an address of ours. */
  static Optional<String> of(HttpServletRequest request, Optional<String> said) {
    OwnOrigin own = OwnOrigin.of(request);
    return said.flatMap(text -> of(text, own))
        .or(() -> Optional.ofNullable(request.getHeader("Referer")).flatMap(r -> of(r, own)));
  }

  /**
   * Reads an address.
   *
   * @return a path with a query and a fragment where there are, in ASCII; empty where the text is
   *     not clearly an address of this origin
   */
  static Optional<String> of(String text, OwnOrigin own) {
    if (text.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    if (text.startsWith("/")) {
      return path(text);
    }
    return Origin.locate(text)
        .filter(located -> own.is(located.origin()))
        .flatMap(located -> path(slashed(located.rest())));
  }

  private static String slashed(String rest) {
    return rest.startsWith("/") ? rest : "/" + rest;
  }

  /**
   * Reads a path of this origin.
   *
   * @return the path with a query and a fragment where there are, in ASCII; empty where a browser
   *     or a proxy might take it for an address of somebody else, and where it has more than 2,000
   *     characters
   */
  public static Optional<String> path(String text) {
    if (text.length() > MAX_LENGTH
        || !text.startsWith("/")
        || AUTHORITY_FOLLOWS.matcher(text).matches()
        || DOT_SEGMENT.matcher(text.split("[?#]", 2)[0]).find()
        || !text.codePoints().allMatch(ReturnAddress::isPlain)) {
      return Optional.empty();
    }
    return Optional.of(ascii(text)).filter(address -> address.length() <= MAX_LENGTH);
  }

  private static boolean isPlain(int c) {
    return c != '\\'
        && c != 0xFFFD // what could not be decoded
        && !Character.isISOControl(c)
        && !Character.isWhitespace(c)
        && !Character.isSpaceChar(c)
        && Character.getType(c) != Character.SURROGATE
        && Character.getType(c) != Character.FORMAT;
  }

  private static String ascii(String text) {
    StringBuilder ascii = new StringBuilder(text.length());
    for (byte b : text.getBytes(UTF_8)) {
      if (b >= 0) {
        ascii.append((char) b);
      } else {
        ascii.append(String.format("%%%02X", b & 0xff));
      }
    }
    return ascii.toString();
  }
}
