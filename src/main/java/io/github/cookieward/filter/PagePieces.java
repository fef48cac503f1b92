package io.github.cookieward.filter;

import java.util.EnumSet;
import java.util.Set;

/** Which pieces of ours a page has already. For one response. */
final class PagePieces {
  private final Set<PagePiece> written = EnumSet.noneOf(PagePiece.class);

  private boolean needed;

  /** Whether a piece is still to be written; whoever asks writes it. */
  synchronized boolean claim(PagePiece piece) {
    return written.add(piece);
  }

  /** Something was left out of the page for want of an answer. */
  synchronized void need() {
    needed = true;
  }

  /** Whether that is still to be told; whoever asks tells it. */
  synchronized boolean claimNeed() {
    boolean untold = needed;
    needed = false;
    return untold;
  }

  /** The page begins anew. */
  synchronized void forget() {
    written.clear();
    needed = false;
  }
}
