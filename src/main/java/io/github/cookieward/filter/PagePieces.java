package io.github.cookieward.filter;

import java.util.EnumSet;
import java.util.Set;

/** Which pieces of ours a page has already. For one response. */
final class PagePieces {
  private final Set<PagePiece> written = EnumSet.noneOf(PagePiece.class);

  /** Whether a piece is still to be written; whoever asks writes it. */
  synchronized boolean claim(PagePiece piece) {
    return written.add(piece);
  }

  /** The page begins anew. */
  synchronized void forget() {
    written.clear();
  }
}
