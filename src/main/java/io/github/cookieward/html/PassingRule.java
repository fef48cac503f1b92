package io.github.cookieward.html;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A rule that remembers the stretches of pages, what it asked about in them, and how that was
 * answered: what it changes depends on nothing else. Where all is answered alike, a stretch that
 * comes again passes unread, with the same changes.
 *
 * @param <T> a question and its answer
 */
public interface PassingRule<T> extends TagRule {
  /**
   * What is known of stretches. Shared by the documents in which a stretch, where it has the same
   * bytes, makes the rule ask about the same.
   */
  RepeatedStretches<T> stretches();

  /** A stretch begins. */
  void stretchBegins();

  /** What was asked about in the stretch; null where what was changed depended on more. */
  @Nullable List<T> stretchEnds();

  /** Whether all that a stretch asks about is answered as it was. */
  boolean answersAlike(List<T> asked);
}
