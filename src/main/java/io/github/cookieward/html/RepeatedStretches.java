package io.github.cookieward.html;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stretches of pages, tags and text alike, with what a rule asked about there and what it changed:
 * so that where they come again nobody has to read them. Known from the second time on that one
 * comes, by a fingerprint; of its bytes nothing is kept but what stands instead of others. Bounded;
 * safe to share.
 *
 * <p>The fingerprint is a sum of products of words, each with a secret number added, that differs
 * from run to run, and the same of such sums: for any two stretches of a length it is the same with
 * a probability of at most one in 2<sup>63</sup>, whoever wrote them.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4418#section-5.2">RFC 4418, 5.2: the same sum,
 *     there of smaller words</a>
 */
public final class RepeatedStretches<T> {
  /** How long a stretch is. */
  static final int LEAST = 768;

  static final int MOST = 65_536;

  /** By so many bytes of its beginning it is looked for. */
  static final int BEGINNING = 256;

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
    private final int doubts;

    private Known(
        int length,
        Fingerprint fingerprint,
        int situation,
        List<T> asked,
        Change[] changes,
        int doubts) {
      this.beginning = fingerprint.beginning;
      this.length = length;
      this.low = fingerprint.low;
      this.high = fingerprint.high;
      this.situation = situation;
      this.encoding = fingerprint.encoding;
      this.asked = asked;
      this.changes = changes;
      this.doubts = doubts;
    }

    int length() {
      return length;
    }

    /** How often it is in doubt whether scripts run. */
    int doubts() {
      return doubts;
    }

    private boolean mayBe(long begins, int inSituation, int most, Fingerprint own) {
      return beginning == begins
          && situation == inSituation
          && length <= most
          && encoding.isSame(own.encoding);
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
   * The stretch that begins at an index, where it is known: whole, or as far as there is of it.
   *
   * @param situation in which it is read
   * @param most how long it may be
   * @param own the document's, to work with
   */
  @Nullable Known<T> find(byte[] in, int from, int end, int situation, int most, Fingerprint own) {
    own.inVain = 0;
    if (end - from < BEGINNING) {
      return null;
    }
    own.begin();
    own.add(in, from, from + BEGINNING);
    long beginning = own.beginning;
    Known<T> one = known.first(beginning);
    if (one != null
        && one.mayBe(beginning, situation, most, own)
        && isAsFar(one, in, from, end, own)) {
      return one;
    }
    Known<T> other = known.second(beginning);
    return other != null
            && other != one
            && other.mayBe(beginning, situation, most, own)
            && isAsFar(other, in, from, end, own)
        ? other
        : null;
  }

  private static boolean isAsFar(Known<?> one, byte[] in, int from, int end, Fingerprint own) {
    if (one.length > end - from) {
      return true;
    }
    if (own.length != BEGINNING) {
      own.begin();
      own.add(in, from, from + BEGINNING);
    }
    own.add(in, from + BEGINNING, from + one.length);
    own.end();
    boolean same = own.low == one.low && own.high == one.high;
    own.inVain += same ? 0 : one.length;
    return same;
  }

  /**
   * Takes note of a stretch that was not known, of {@link #LEAST} to {@link #MOST} bytes.
   *
   * @param own has all its bytes
   */
  void learn(
      Fingerprint own, int length, int situation, List<T> asked, List<Change> changes, int doubts) {
    own.end();
    if (known.comesAgain(own.hash())) {
      Change[] all = changes.toArray(Change[]::new);
      for (int i = 0; i < all.length; i++) {
        all[i] = new Change(all[i].from, all[i].to, all[i].instead.trimmed());
      }
      known.keep(new Known<>(length, own, situation, List.copyOf(asked), all, doubts));
    }
  }

  /**
   * A number of 128 bits, which says of two stretches of a length that they are the same. One for
   * each document, to work with.
   */
  static final class Fingerprint {
    private static final VarHandle LONGS =
        MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** So many bytes have a sum; the sums of all of them have another. */
    private static final int BLOCK = 2_048;

    static final long[] SECRET = new SecureRandom().longs(BLOCK / 8).toArray();
    static final long[] SECRET_OF_SUMS = new SecureRandom().longs(2 * (MOST / BLOCK + 1)).toArray();
    private static final long MIX = 0x9E3779B97F4A7C15L;
    private static final long HALF = 0xFFFF_FFFFL;

    private final Encoding encoding;
    private int length;
    long beginning;

    /** The sum of a block, and the secret number that is next. */
    private long blockLow;

    private long blockHigh;
    private int next;

    /** The sum of the sums, and the secret number that is next. */
    long low;

    long high;
    private int nextOfSums;

    /** What is less than two words. */
    private final byte[] rest = new byte[16];

    private int restLength;

    /** What was compared and not the same, when this was last looked for. */
    private int inVain;

    /** All bytes ever. */
    private long added;

    Fingerprint(Encoding encoding) {
      this.encoding = encoding;
    }

    int inVain() {
      return inVain;
    }

    long added() {
      return added;
    }

    /** Begins anew. */
    void begin() {
      length = 0;
      blockLow = 0;
      blockHigh = 0;
      next = 0;
      low = 0;
      high = 0;
      nextOfSums = 0;
      restLength = 0;
    }

    /** Goes on. */
    void add(byte[] in, int from, int to) {
      if (length < BEGINNING && length + to - from >= BEGINNING) {
        int at = from + BEGINNING - length;
        words(in, from, at);
        long mixed = (blockLow ^ blockHigh) * MIX;
        beginning = mixed ^ mixed >>> 32;
        words(in, at, to);
      } else {
        words(in, from, to);
      }
      length += to - from;
      added += to - from;
    }

    /** By words of two. */
    private void words(byte[] in, int from, int to) {
      int at = from;
      if (restLength > 0) {
        int more = Math.min(16 - restLength, to - at);
        System.arraycopy(in, at, rest, restLength, more);
        restLength += more;
        at += more;
        if (restLength < 16) {
          return;
        }
        restLength = 0;
        wholeWords(rest, 0, 16);
      }
      int whole = at + (to - at & -16);
      wholeWords(in, at, whole);
      restLength = to - whole;
      System.arraycopy(in, whole, rest, 0, restLength);
    }

    private void wholeWords(byte[] in, int from, int to) {
      int at = from;
      while (at < to) {
        // By halves, so that no turn has a carry to wait for.
        long lowest = 0;
        long lower = 0;
        long higher = 0;
        int secret = next;
        for (int stop = Math.min(to, at + BLOCK - 8 * next); at < stop; at += 16, secret += 2) {
          long a = (long) LONGS.get(in, at) + SECRET[secret];
          long b = (long) LONGS.get(in, at + 8) + SECRET[secret + 1];
          long product = a * b;
          lowest += product & HALF;
          lower += product >>> 32;
          higher += Math.multiplyHigh(a, b);
        }
        lower += lowest >>> 32;
        long more = lower << 32 | lowest & HALF;
        long sum = blockLow + more;
        blockHigh += higher + (lower >>> 32) + carry(blockLow, more, sum);
        blockLow = sum;
        next = secret;
        if (next == SECRET.length) {
          blockEnds();
        }
      }
    }

    private void blockEnds() {
      long a = blockLow + SECRET_OF_SUMS[nextOfSums];
      long b = blockHigh + SECRET_OF_SUMS[nextOfSums + 1];
      long sum = low + a * b;
      high += Math.multiplyHigh(a, b) + carry(low, a * b, sum);
      low = sum;
      blockLow = 0;
      blockHigh = 0;
      next = 0;
      nextOfSums += 2;
    }

    /** Ends: a rest of less than sixteen bytes is as if zeros followed. */
    void end() {
      if (restLength > 0) {
        Arrays.fill(rest, restLength, 16, (byte) 0);
        restLength = 0;
        wholeWords(rest, 0, 16);
      }
      if (next > 0) {
        blockEnds();
      }
    }

    /** A number for the whole. */
    long hash() {
      long mixed = (low ^ high) * MIX;
      return mixed ^ mixed >>> 32;
    }

    private static long carry(long a, long b, long sum) {
      return (a & b | (a | b) & ~sum) >>> 63;
    }
  }
}
