package io.github.cookieward.html;

import org.jspecify.annotations.Nullable;

/**
 * What was found out about stretches of pages that come again and again, such as inline scripts and
 * the tags of a template: kept from the second time on that one comes, so that what was made for
 * one visitor is not kept. Bounded; safe to share.
 */
public final class RepeatedTexts<T> {
  private static final int PLACES_BITS = 13;

  private final int longest;
  private final TwoPlaces<Known<T>> known;

  private static final class Known<T> implements TwoPlaces.Kept {
    final long hash;
    final byte[] bytes;
    final SourceText source;
    final T found;

    Known(SourceText source, T found) {
      this.hash = source.hash();
      this.source = source.kept();
      this.bytes = this.source.bytes();
      this.found = found;
    }

    boolean is(long otherHash, SourceText other) {
      return hash == otherHash && other.hasBytes(bytes) && other.isReadAs(source);
    }

    @Override
    public long hash() {
      return hash;
    }

    @Override
    public int weight() {
      return bytes.length + 96;
    }
  }

  /**
   * Nothing is known yet.
   *
   * @param longest in bytes: a longer text is never kept
   * @param most in bytes, for all texts; beyond that it begins anew
   */
  public RepeatedTexts(int longest, int most) {
    this.longest = longest;
    this.known = new TwoPlaces<>(PLACES_BITS, most);
  }

  /** What was found out about a text; null where nothing is known. */
  public @Nullable T find(SourceText text) {
    if (!mayBeKnown(text)) {
      return null;
    }
    long hash = text.hash();
    Known<T> one = known.first(hash);
    if (one != null && one.is(hash, text)) {
      return one.found;
    }
    Known<T> other = known.second(hash);
    return other != null && other.is(hash, text) ? other.found : null;
  }

  private boolean mayBeKnown(SourceText text) {
    return text.length() <= longest && text.isOfAnyDocument();
  }

  /** Whether a text that was not known has come before: then it is to be kept. */
  public boolean comesAgain(SourceText text) {
    return mayBeKnown(text) && known.comesAgain(text.hash());
  }

  /**
   * Keeps what was found out about a text.
   *
   * @param found is always the same for the same text, and not changed later
   */
  public void keep(SourceText text, T found) {
    known.keep(new Known<>(text, found));
  }
}
