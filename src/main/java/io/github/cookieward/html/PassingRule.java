package io.github.cookieward.html;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule that remembers the stretches of pages in which it changed nothing, and what it asked about
 * in them. Where all of that is still allowed, a stretch that comes again passes unread.
 *
 * @param <T> what it asks about
 */
public interface PassingRule<T> extends TagRule {
  /**
   * What is known of stretches. Shared by the documents in which a stretch, where it has the same
   * bytes, makes the rule ask about the same.
   */
  RepeatedStretches<T> stretches();

  /** A stretch begins. */
  void stretchBegins();

  /** What was asked about in the stretch; null where it depended on more, or changed something. */
  @Nullable List<T> stretchEnds();

  /** Whether the document may have all that a stretch asks about. */
  boolean allows(List<T> asked);
}
