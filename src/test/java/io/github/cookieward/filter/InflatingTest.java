package io.github.cookieward.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compressed bytes come out as they went in, wherever the pieces break. */
class InflatingTest {
  private static final byte[] PAGE = "<p>ein Absatz, größer</p>\n".repeat(500).getBytes(UTF_8);

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream zip = new GZIPOutputStream(out)) {
      zip.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] deflate(byte[] bytes, boolean bare) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (OutputStream zip = new DeflaterOutputStream(out, new Deflater(9, bare))) {
      zip.write(bytes);
    }
    return out.toByteArray();
  }

  private static byte[] inPieces(byte[] coded, boolean isGzip, int size) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Inflating inflating = Inflating.of(isGzip ? "gzip" : "deflate", out);
    for (int at = 0; at < coded.length; at += size) {
      inflating.write(coded, at, Math.min(size, coded.length - at));
    }
    assertThat(inflating.isWhole()).isTrue();
    assertThat(inflating.isBroken()).isFalse();
    inflating.free();
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 10, 11, 64, 100_000})
  void wherePiecesBreakNeverShows(int size) throws IOException {
    assertThat(inPieces(gzip(PAGE), true, size)).isEqualTo(PAGE);
    assertThat(inPieces(deflate(PAGE, false), false, size)).isEqualTo(PAGE);
    assertThat(inPieces(deflate(PAGE, true), false, size)).isEqualTo(PAGE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 100_000})
  void membersFollowEachOther(int size) throws IOException {
    byte[] one = gzip(PAGE);
    byte[] two = Arrays.copyOf(one, 2 * one.length);
    System.arraycopy(one, 0, two, one.length, one.length);
    assertThat(inPieces(two, true, size)).hasSize(2 * PAGE.length).startsWith(PAGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0\0\0\0", "padding", "\u001fpadding"})
  void whatFollowsTheLastMemberIsPassedOver(String rest) throws IOException {
    byte[] one = gzip(PAGE);
    byte[] padded = Arrays.copyOf(one, one.length + rest.length());
    System.arraycopy(rest.getBytes(UTF_8), 0, padded, one.length, rest.length());
    assertThat(inPieces(padded, true, 1)).isEqualTo(PAGE);
    assertThat(inPieces(padded, true, 100_000)).isEqualTo(PAGE);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 100_000})
  void aHeaderWithEverythingIsReadOver(int size) throws IOException {
    byte[] plain = gzip(PAGE);
    ByteArrayOutputStream full = new ByteArrayOutputStream();
    full.write(new byte[] {0x1f, (byte) 0x8b, 8, 0x1e, 0, 0, 0, 0, 0, 0});
    full.write(new byte[] {3, 0, 'a', 'b', 'c'});
    full.write("name\0a comment\0".getBytes(UTF_8));
    CRC32 sum = new CRC32();
    sum.update(full.toByteArray());
    full.write((int) sum.getValue());
    full.write((int) (sum.getValue() >> 8));
    full.write(plain, 10, plain.length - 10);
    assertThat(inPieces(full.toByteArray(), true, size)).isEqualTo(PAGE);
  }

  @Test
  void whatIsNotCompressedEndsThere() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Inflating inflating = Inflating.of("gzip", out);
    inflating.write("<p>not compressed at all</p>".getBytes(UTF_8));
    assertThat(inflating.isBroken()).isTrue();
    assertThat(out.size()).isZero();
    byte[] damaged = gzip(PAGE);
    Arrays.fill(damaged, 40, 60, (byte) 0xff);
    Inflating other = Inflating.of("gzip", out);
    other.write(damaged);
    assertThat(other.isBroken() || !other.isWhole()).isTrue();
  }
}
