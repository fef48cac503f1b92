package io.github.cookieward.filter;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CodingErrorAction;

/**
 * Bytes of one encoding on their way into another, in pieces that may end within a character. What
 * is malformed becomes U+FFFD, as a browser reads it.
 */
final class Recoding extends PieceStream {
  private final CharsetDecoder decoder;
  private final CharsetEncoder encoder;
  private final OutputStream sink;
  private final CharBuffer characters = CharBuffer.allocate(2048);
  private final ByteBuffer encoded = ByteBuffer.allocate(8192);

  /** The beginning of a character. */
  private byte[] rest = {};

  Recoding(Charset from, Charset to, OutputStream sink) {
    this.decoder =
        from.newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    this.encoder =
        to.newEncoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    this.sink = sink;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    ByteBuffer in = ByteBuffer.wrap(bytes, offset, length);
    if (rest.length > 0) {
      in = ByteBuffer.allocate(rest.length + length).put(rest).put(in).flip();
    }
    decode(in, false);
    rest = new byte[in.remaining()];
    in.get(rest);
  }

  /** Ends the text: half a character is none. */
  void end() throws IOException {
    decode(ByteBuffer.wrap(rest), true);
    while (decoder.flush(characters).isOverflow()) {
      encode(false);
    }
    encode(true);
    while (encoder.flush(encoded).isOverflow()) {
      send();
    }
    send();
  }

  private void decode(ByteBuffer in, boolean last) throws IOException {
    boolean more = true;
    while (more) {
      more = decoder.decode(in, characters, last).isOverflow();
      encode(false);
    }
  }

  private void encode(boolean last) throws IOException {
    characters.flip();
    while (encoder.encode(characters, encoded, last).isOverflow()) {
      send();
    }
    characters.compact();
    send();
  }

  private void send() throws IOException {
    sink.write(encoded.array(), 0, encoded.position());
    encoded.clear();
  }
}
