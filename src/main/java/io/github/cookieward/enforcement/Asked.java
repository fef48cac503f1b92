package io.github.cookieward.enforcement;

import java.util.Optional;

/**
 * A question that a page raised, and how it was answered for somebody. Immutable; safe to share.
 */
interface Asked {
  /** Whether the answer is the same now: it is decided, reported and counted anew. */
  boolean isAnsweredAlike(JudgedDocument document);

  /**
   * One about an address.
   *
   * @param withheld the decision by which it is
   */
  record OfAddress(Fetches.Fetched address, Optional<Decision> withheld) implements Asked {
    @Override
    public boolean isAnsweredAlike(JudgedDocument document) {
      return isSame(withheld, document.addresses().withheld(address));
    }
  }

  /** One about what a script gives away. */
  record OfScript(InlineScript.Reading script, Optional<Decision> decision) implements Asked {
    @Override
    public boolean isAnsweredAlike(JudgedDocument document) {
      return isSame(decision, document.enforcement().inlineScript(script));
    }
  }

  /** Those about a host whose addresses pass, whoever the visitor is: they are only counted. */
  record Counted(Inventory.Sighting host, int times) implements Asked {
    @Override
    public boolean isAnsweredAlike(JudgedDocument document) {
      host.seenAgain(document.enforcement().now(), times);
      return true;
    }

    Counted again() {
      return new Counted(host, times + 1);
    }
  }

  private static boolean isSame(Optional<Decision> before, Optional<Decision> now) {
    return before.isPresent() ? now.isPresent() && now.get().is(before.get()) : now.isEmpty();
  }
}
