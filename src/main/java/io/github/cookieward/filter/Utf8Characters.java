package io.github.cookieward.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;

/** Turns the rewriter's UTF-8 into characters again, for the container's writer. */
final class Utf8Characters {
  private final PrintWriter writer;
  private final CharsetDecoder decoder =
      UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private final CharBuffer characters = CharBuffer.allocate(2048);

  /** The beginning of a character. */
  private byte[] rest = {};

  Utf8Characters(PrintWriter writer) {
    this.writer = writer;
  }

  void write(byte[] bytes, int length) {
    ByteBuffer in = ByteBuffer.wrap(bytes, 0, length);
    if (rest.length > 0) {
      in = ByteBuffer.allocate(rest.length + length).put(rest).put(in).flip();
    }
    boolean more = true;
    while (more) {
      more = decoder.decode(in, characters, false).isOverflow();
      writer.write(characters.array(), 0, characters.position());
      characters.clear();
    }
    rest = new byte[in.remaining()];
    in.get(rest);
  }

  void forget() {
    rest = new byte[0];
    decoder.reset();
  }
}
