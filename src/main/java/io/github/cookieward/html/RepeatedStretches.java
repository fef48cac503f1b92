package io.github.cookieward.html;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stretches of pages, tags and text alike, in which a rule changed nothing, and what it asked about
 * there: so that where they come again nobody has to read them. Known from the second time on that
 * one comes, by a fingerprint; of its bytes nothing is kept. Bounded; safe to share.
 *
 * <p>The fingerprint is a sum of products of words, each with a secret number added, that differs
 * from run to run: for any two stretches of a length it is the same with a probability of at most
 * one in 2<sup>64</sup>, whoever wrote them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4418#section-5.2">RFC 4418, 5.2: the same sum,
 *     there of smaller words</a>
 */
public final class RepeatedStretches<T> {
  /** How long a stretch is. */
  static final int LEAST = 384;

  static final int MOST = 2_048;

  /** By so many bytes of its beginning it is looked for. */
  private static final int BEGINNING = 256;

  private static final int PLACES_BITS = 15;

  private final TwoPlaces<Known<T>> known;

  /**
   * Bytes that stand instead of others.
   *
   * @param from counted from the beginning of the stretch
   */
  record Change(int from, int to, Bytes instead) {}

  /** One stretch. */
  static final class Known<T> implements TwoPlaces.Kept {
    private final long beginning;
    private final int length;
    private final long low;
    private final long high;
    private final int situation;
    private final Encoding encoding;
    private final List<T> asked;
    private final Change[] changes;

    private Known(
        long beginning,
        int length,
        Fingerprint fingerprint,
        int situation,
        List<T> asked,
        Change[] changes) {
      this.beginning = beginning;
      this.length = length;
      this.low = fingerprint.low;
      this.high = fingerprint.high;
      this.situation = situation;
      this.encoding = fingerprint.encoding;
      this.asked = asked;
      this.changes = changes;
    }

    int length() {
      return length;
    }

    /** What the rule asked about. */
    List<T> asked() {
      return asked;
    }

    /** What it changed, in order. */
    Change[] changes() {
      return changes;
    }

    @Override
    public long hash() {
      return beginning;
    }

    @Override
    public int weight() {
      int weight = 128 + (asked.isEmpty() ? 0 : 2 * length + 192 * asked.size());
      for (Change change : changes) {
        weight += 64 + change.instead.length();
      }
      return weight;
    }
  }

  /**
   * Nothing is known yet.
   *
   * @param most in bytes, for all that is known; beyond that it begins anew
   */
  public RepeatedStretches(int most) {
    known = new TwoPlaces<>(PLACES_BITS, most);
  }

  /**
   * The stretch that begins at an index, where it is known and whole.
   *
   * @param situation in which it is read
   * @param own the document's
   */
  @Nullable Known<T> find(byte[] in, int from, int end, int situation, Fingerprint own) {
    if (end - from < LEAST) {
      return null;
    }
    own.begin(in, from);
    long beginning = own.hash();
    Known<T> one = known.first(beginning);
    if (one != null && one.beginning == beginning && is(one, in, from, end, own)) {
      return one.situation == situation && one.encoding.isSame(own.encoding) ? one : null;
    }
    Known<T> other = known.second(beginning);
    if (other == null || other.beginning != beginning) {
      return null;
    }
    own.begin(in, from);
    boolean same = is(other, in, from, end, own);
    return same && other.situation == situation && other.encoding.isSame(own.encoding)
        ? other
        : null;
  }

  private static boolean is(Known<?> one, byte[] in, int from, int end, Fingerprint own) {
    if (one.length > end - from) {
      return false;
    }
    own.add(in, from + BEGINNING, from + one.length);
    return own.low == one.low && own.high == one.high;
  }

  /** Takes note of a stretch that was not known, of {@link #LEAST} to {@link #MOST} bytes. */
  void learn(
      byte[] in,
      int from,
      int to,
      int situation,
      List<T> asked,
      List<Change> changes,
      Fingerprint own) {
    own.begin(in, from);
    long beginning = own.hash();
    own.add(in, from + BEGINNING, to);
    if (known.comesAgain(own.hash())) {
      Change[] all = changes.toArray(Change[]::new);
      for (int i = 0; i < all.length; i++) {
        all[i] = new Change(all[i].from, all[i].to, all[i].instead.trimmed());
      }
      known.keep(new Known<>(beginning, to - from, own, situation, List.copyOf(asked), all));
    }
  }

  /**
   * A number of 128 bits, which says of two stretches of a length that they are the same. One for
   * each document, to work with.
   */
  static final class Fingerprint {
    private static final VarHandle LONGS =
        MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long[] SECRET = new SecureRandom().longs(MOST / 8 + 2).toArray();
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final Encoding encoding;
    private long low;
    private long high;
    private int next;

    Fingerprint(Encoding encoding) {
      this.encoding = encoding;
    }

    /** Begins anew with the beginning of a stretch. */
    void begin(byte[] in, int from) {
      low = 0;
      high = 0;
      next = 0;
      add(in, from, from + BEGINNING);
    }

    /** Goes on, by words of two, and a rest of less than sixteen bytes as if zeros followed. */
    void add(byte[] in, int from, int to) {
      long sumLow = low;
      long sumHigh = high;
      int secret = next;
      int at = from;
      for (int last = to - 16; at <= last; at += 16, secret += 2) {
        long a = (long) LONGS.get(in, at) + SECRET[secret];
        long b = (long) LONGS.get(in, at + 8) + SECRET[secret + 1];
        long sum = sumLow + a * b;
        sumHigh += Math.multiplyHigh(a, b) + carry(sumLow, a * b, sum);
        sumLow = sum;
      }
      if (at < to) {
        long a = word(in, at, Math.min(to, at + 8)) + SECRET[secret];
        long b = word(in, Math.min(to, at + 8), to) + SECRET[secret + 1];
        long sum = sumLow + a * b;
        sumHigh += Math.multiplyHigh(a, b) + carry(sumLow, a * b, sum);
        sumLow = sum;
      }
      low = sumLow;
      high = sumHigh;
      next = secret;
    }

    long hash() {
      long mixed = (low ^ high) * MIX;
      return mixed ^ mixed >>> 32;
    }

    private static long carry(long a, long b, long sum) {
      return (a & b | (a | b) & ~sum) >>> 63;
    }

    private static long word(byte[] in, int from, int to) {
      long word = 0;
      for (int i = to - 1; i >= from; i--) {
        word = word << 8 | in[i] & 0xff;
      }
      return word;
    }
  }
}
