package io.github.cookieward.filter;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A style sheet or a script of the site's own on its way: held until it has ended, it leaves as the
 * visitor may have it. One that cannot be read whole is told of; a script then passes, and a sheet
 * only where all that it could name is granted.
 */
final class SiteFile {
  private final PageMaking making;
  private final Pages pages;
  private final Kind kind;
  private final HeldFile held;

  /** What a browser makes of a file. */
  enum Kind {
    /** A style sheet. */
    SHEET,
    /** A module, a worklet's script, or what follows the guard in a worker's. */
    MODULE
  }

  /** What becomes of a file, as far as it is known. */
  enum Fate {
    /** It waits for its end. */
    HELD,
    /** It leaves, and what comes after it as it comes. */
    PASSES,
    /** What comes after it nobody gets. */
    WITHHELD
  }

  /**
   * A file of which nothing has come yet.
   *
   * @param coding how it is compressed, as far as that can be undone; empty where it is not
   * @param label what the response says of its encoding; empty where it says nothing
   */
  SiteFile(PageMaking making, Pages pages, Kind kind, String coding, String label) {
    this.making = making;
    this.pages = pages;
    this.kind = kind;
    this.held = new HeldFile(pages.fileBound(), coding, label);
  }

  /** What becomes of it if it is compressed in a way that cannot be undone. */
  Fate undecoded() {
    return unread(leavesAsItCame(false, true), "compressed in a way that is not decoded here");
  }

  /** Whether nothing of it has come. */
  boolean isEmpty() {
    return held.isEmpty();
  }

  /** Takes a piece; what is beyond the bound decides the fate of all. */
  Fate take(byte[] bytes, int offset, int length, OutputStream out) throws IOException {
    int taken = held.take(bytes, offset, length);
    if (taken == length) {
      return Fate.HELD;
    }
    boolean passes = end(false, out) == Fate.PASSES;
    if (passes) {
      out.write(bytes, offset + taken, length - taken);
    }
    return unread(passes, "longer than " + pages.fileBound() + " bytes");
  }

  private Fate unread(boolean passes, String why) {
    if (kind != Kind.SHEET) {
      pages.tellUnreadModule(making.path(), why);
    } else if (!passes) {
      pages.tellUnreadSheet(making.path(), why);
    }
    return passes ? Fate.PASSES : Fate.WITHHELD;
  }

  /** It has ended: it leaves as it may. */
  Fate end(OutputStream out) throws IOException {
    return end(true, out);
  }

  /**
   * What is known of it is all that there will be.
   *
   * @param ended whether it has ended, and was not cut off
   */
  private Fate end(boolean ended, OutputStream out) throws IOException {
    HeldFile.Judged judged =
        held.judge(kind == Kind.SHEET ? making::judgedSheet : making::judgedModule);
    boolean read = ended && judged.whole();
    boolean asItCame = leavesAsItCame(read, judged.personal());
    if (asItCame) {
      held.writeTo(out);
    } else {
      judged.writeTo(out);
    }
    return read || asItCame ? Fate.PASSES : Fate.WITHHELD;
  }

  /**
   * Decides how it leaves, and says so in its head.
   *
   * @param read whether all of it could be
   * @param personal whether it names a service that needs consent
   */
  private boolean leavesAsItCame(boolean read, boolean personal) {
    boolean asItCame = read ? !personal : kind != Kind.SHEET || making.grantsAllThatIsKnown();
    if (!asItCame) {
      making.head().becomesPersonalFile();
    } else if (read || kind == Kind.MODULE) {
      making.head().release();
    } else {
      making.head().becomesFleeting();
    }
    return asItCame;
  }
}
