package io.github.cookieward.filter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cookieward.enforcement.JudgedFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A style sheet or a module of the site's own, held until it is known whether it names a service.
 * One that does not leaves as it came. Bounded.
 */
final class HeldFile {
  /** The rule that names the encoding, which counts only so and only first. */
  private static final Pattern NAMES_ENCODING = Pattern.compile("@charset \"([^\"]{1,100})\";");

  private static final List<Charset> WIDE = List.of(UTF_16LE, UTF_16BE);

  private final int bound;
  private final String coding;
  private final String label;
  private byte[] bytes = new byte[8192];
  private int length;

  /**
   * A file of which nothing has come yet.
   *
   * @param bound how many bytes of it are held, and how many are read where it is compressed
   * @param coding how it is compressed, as far as that can be undone; empty where it is not
   * @param label what the response says of its encoding; empty where it says nothing
   */
  HeldFile(int bound, String coding, String label) {
    this.bound = bound;
    this.coding = coding;
    this.label = label;
  }

  /** What becomes of it. */
  static final class Judged {
    private final byte[] bytes;
    private final boolean personal;
    private final boolean whole;

    Judged(byte[] bytes, boolean personal, boolean whole) {
      this.bytes = bytes;
      this.personal = personal;
      this.whole = whole;
    }

    void writeTo(OutputStream out) throws IOException {
      out.write(bytes, 0, bytes.length);
    }

    /** Whether it names a service that needs consent. */
    boolean personal() {
      return personal;
    }

    /** Whether all of it could be read. */
    boolean whole() {
      return whole;
    }
  }

  boolean isEmpty() {
    return length == 0;
  }

  /**
   * Takes a piece.
   *
   * @return how much of it was taken: less than all where the bound is reached
   */
  int take(byte[] piece, int offset, int count) {
    int taken = Math.min(count, bound - length);
    if (length + taken > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.min(bound, Math.max(length + taken, bytes.length * 2)));
    }
    System.arraycopy(piece, offset, bytes, length, taken);
    length += taken;
    return taken;
  }

  /** As it came so far. */
  void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, length);
  }

  /** Reads it, as it is by now. */
  Judged judge(Function<String, JudgedFile> judge) {
    byte[] plain = Arrays.copyOf(bytes, length);
    boolean whole = true;
    if (!coding.isEmpty()) {
      Bounded inflated = new Bounded(bound);
      Inflating inflating = Inflating.of(coding, inflated);
      try {
        inflating.write(bytes, 0, length);
        whole = inflating.isWhole() && !inflating.isBroken();
      } catch (IOException e) {
        whole = false; // more came of it than is read
      } finally {
        inflating.free();
      }
      plain = inflated.taken.toByteArray();
    }
    Judged judged = judge(judge, plain, encoding(plain), whole);
    for (Charset wide : mayBeWide(plain) ? WIDE : List.<Charset>of()) {
      if (!judged.personal()) {
        judged = judge(judge, plain, new PageEncoding(wide, 0), whole);
      }
    }
    return judged;
  }

  private static Judged judge(
      Function<String, JudgedFile> judge, byte[] plain, PageEncoding encoding, boolean whole) {
    int mark = encoding.markLength();
    String text = new String(plain, mark, plain.length - mark, encoding.charset());
    JudgedFile judged = judge.apply(text);
    if (judged.text().equals(text)) {
      return new Judged(plain, judged.personal(), whole);
    }
    byte[] changed = judged.text().getBytes(encoding.charset());
    byte[] all = Arrays.copyOf(plain, mark + changed.length);
    System.arraycopy(changed, 0, all, mark, changed.length);
    return new Judged(all, true, whole);
  }

  /**
   * The encoding in which a browser reads it. Where nobody says, that of the page decides, which is
   * not known here: if it is not UTF-8, bytes count as the characters of ASCII that they are, and
   * what has a NUL is read in UTF-16 as well.
   *
   * @see <a href="https://drafts.csswg.org/css-syntax-3/#input-byte-stream">CSS Syntax, 3.2</a>
   */
  private PageEncoding encoding(byte[] plain) {
    Charset otherwise =
        PageEncoding.find(label).or(() -> named(plain)).orElseGet(() -> guessed(plain));
    return PageEncoding.marked(plain, plain.length).orElse(new PageEncoding(otherwise, 0));
  }

  private static Optional<Charset> named(byte[] plain) {
    String first = new String(plain, 0, Math.min(plain.length, 1024), ISO_8859_1);
    Matcher rule = NAMES_ENCODING.matcher(first);
    return rule.lookingAt()
        ? PageEncoding.find(rule.group(1))
            .map(charset -> charset.name().startsWith("UTF-16") ? UTF_8 : charset)
        : Optional.empty();
  }

  private boolean mayBeWide(byte[] plain) {
    for (byte b : plain) {
      if (b == 0) {
        return PageEncoding.find(label).isEmpty()
            && PageEncoding.marked(plain, plain.length).isEmpty();
      }
    }
    return false;
  }

  private static Charset guessed(byte[] plain) {
    try {
      UTF_8.newDecoder().decode(ByteBuffer.wrap(plain));
      return UTF_8;
    } catch (CharacterCodingException e) {
      return ISO_8859_1;
    }
  }

  /** Takes so many bytes and no more. */
  private static final class Bounded extends PieceStream {
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private final int bound;

    Bounded(int bound) {
      this.bound = bound;
    }

    @Override
    public void write(byte[] piece, int offset, int count) throws IOException {
      int some = Math.min(count, bound - taken.size());
      taken.write(piece, offset, some);
      if (some < count) {
        throw new IOException("more than " + bound + " bytes");
      }
    }
  }
}
