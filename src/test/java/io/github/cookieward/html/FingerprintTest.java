package io.github.cookieward.html;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.html.RepeatedStretches.Fingerprint;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fingerprint against the sum that it is, in numbers of any size and byte by byte. */
class FingerprintTest {
  private static final int BLOCK = 2_048;
  private static final BigInteger ALL = BigInteger.ONE.shiftLeft(128);

  private final Random random = new Random(20_261_123L);

  /** A number of two words, each with its secret added, as one product. */
  private static BigInteger product(long a, long secretOfA, long b, long secretOfB) {
    return BigInteger.valueOf(a + secretOfA).multiply(BigInteger.valueOf(b + secretOfB));
  }

  private static long word(byte[] bytes, int from) {
    long word = 0;
    for (int i = 7; i >= 0; i--) {
      word = word << 8 | (from + i < bytes.length ? bytes[from + i] & 0xff : 0);
    }
    return word;
  }

  private static BigInteger sumOfBlock(byte[] bytes, int from, int to) {
    BigInteger sum = BigInteger.ZERO;
    for (int at = from; at < to; at += 16) {
      int secret = (at - from) / 8;
      sum =
          sum.add(
              product(
                  word(bytes, at),
                  Fingerprint.SECRET[secret],
                  word(bytes, at + 8),
                  Fingerprint.SECRET[secret + 1]));
    }
    return sum.mod(ALL);
  }

  private static BigInteger sum(byte[] bytes) {
    BigInteger sum = BigInteger.ZERO;
    for (int block = 0; block * BLOCK < bytes.length; block++) {
      int from = block * BLOCK;
      BigInteger one = sumOfBlock(bytes, from, Math.min(bytes.length, from + BLOCK));
      sum =
          sum.add(
              product(
                  one.longValue(),
                  Fingerprint.SECRET_OF_SUMS[2 * block],
                  one.shiftRight(64).longValue(),
                  Fingerprint.SECRET_OF_SUMS[2 * block + 1]));
    }
    return sum.mod(ALL);
  }

  /** In pieces, none of which begins where the array does. */
  private Fingerprint fingerprint(byte[] bytes, int most) {
    Fingerprint fingerprint = new Fingerprint(new Encoding(UTF_8));
    fingerprint.begin();
    int at = 0;
    while (at < bytes.length) {
      int length = Math.min(bytes.length - at, random.nextInt(most + 1));
      byte[] in = new byte[length + 20];
      random.nextBytes(in);
      int from = random.nextInt(20);
      System.arraycopy(bytes, at, in, from, length);
      fingerprint.add(in, from, from + length);
      at += length;
    }
    fingerprint.end();
    return fingerprint;
  }

  private void assertIsTheSum(byte[] bytes) {
    BigInteger sum = sum(bytes);
    for (int most : new int[] {9, 40, 700, 5_000, RepeatedStretches.MOST}) {
      Fingerprint fingerprint = fingerprint(bytes, most);
      assertThat(fingerprint.low).as("%d bytes", bytes.length).isEqualTo(sum.longValue());
      assertThat(fingerprint.high)
          .as("%d bytes", bytes.length)
          .isEqualTo(sum.shiftRight(64).longValue());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 192, 256, 1_984, 2_048, 6_144, 65_472, 65_536, 67_520})
  void isTheSumHoweverItComesInPieces(int least) {
    for (int tail = 0; tail <= 64; tail++) {
      byte[] bytes = new byte[least + tail];
      random.nextBytes(bytes);
      assertIsTheSum(bytes);
    }
  }

  @Test
  void isTheSumOfWordsThatAreAllAlike() {
    for (int b : new int[] {0, 1, 0x7f, 0x80, 0xff}) {
      byte[] bytes = new byte[10_000];
      Arrays.fill(bytes, (byte) b);
      assertIsTheSum(bytes);
    }
  }

  @Test
  void isLookedForByItsBeginningHoweverThatComesInPieces() {
    byte[] bytes = new byte[3_000];
    random.nextBytes(bytes);
    byte[] begins = Arrays.copyOf(bytes, RepeatedStretches.BEGINNING);
    BigInteger sum = sumOfBlock(begins, 0, begins.length);
    long mixed = (sum.longValue() ^ sum.shiftRight(64).longValue()) * 0x9E3779B97F4A7C15L;
    for (int i = 0; i < 500; i++) {
      assertThat(fingerprint(bytes, 1 + random.nextInt(600)).beginning)
          .isEqualTo(mixed ^ mixed >>> 32);
    }
  }
}
