package io.github.cookieward.filter;

import java.io.IOException;

/** How a body is read on its way, in pieces that may end anywhere. */
interface BodyReading {
  /** What becomes of a body, as far as it is known. */
  enum Fate {
    /** No byte has come. */
    UNDECIDED,
    /** It is read on. */
    READ,
    /** It leaves, and what comes after it as it comes. */
    PASSES,
    /** Nothing of it leaves any more: something else takes its place, or it cannot be read. */
    WITHHELD
  }

  /** How much of what the application writes is taken at a time. */
  default int slice() {
    return 8192;
  }

  Fate take(byte[] bytes, int offset, int length) throws IOException;

  /** What waits to be known leaves; an unfinished tag does not. */
  Fate flush() throws IOException;

  /** It has ended. */
  Fate end() throws IOException;

  /** Whether something has come that the container does not know of yet, or may not. */
  boolean holdsBack();

  /** Nothing more comes, and no end. */
  default void forget() {}
}
