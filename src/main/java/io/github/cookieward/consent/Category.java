package io.github.cookieward.consent;

import org.jspecify.annotations.Nullable;

/**
 * What the visitor toggles: a purpose, or {@link #THIRD_PARTY}, which cuts across the purposes.
 *
 * @param id 1 to 32 of {@code a-z}, {@code 0-9} and {@code -}
 */
public record Category(String id) implements Comparable<Category> {
  /** What the site cannot work without. Always granted, never asked. */
  public static final Category ESSENTIAL = new Category("essential");

  /** Language, layout and other choices that a visitor wants remembered. */
  public static final Category PREFERENCE = new Category("preference");

  /** Measuring how the site is used. */
  public static final Category ANALYTICS = new Category("analytics");

  /** Showing and measuring advertisements. */
  public static final Category ADVERTISING = new Category("advertising");

  /** A third party's service needs its own category <em>and</em> this one. */
  public static final Category THIRD_PARTY = new Category("third-party");

  /**
   * A category by its id.
   *
   * @throws IllegalArgumentException if the id has another character, or another length
   */
  public Category {
    if (!isId(id)) {
      throw new IllegalArgumentException(
          "category id must be 1 to 32 of a-z, 0-9 and '-', not \"" + id + "\"");
    }
    id = id.intern(); // each decision compares categories, and there are few
  }

  /** Whether a text could be a category's id; never throws. */
  public static boolean isId(String text) {
    if (text.isEmpty() || text.length() > 32) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
        return false;
      }
    }
    return true;
  }

  // As a record has them by itself, but several times as fast: each decision compares categories.
  @Override
  public boolean equals(@Nullable Object other) {
    return this == other || (other instanceof Category that && id.equals(that.id));
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  @Override
  public int compareTo(Category other) {
    return id.compareTo(other.id);
  }

  @Override
  public String toString() {
    return id;
  }
}
