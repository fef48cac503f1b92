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
    /** A module, or a worklet's script. */
    MODULE,
    /** What follows the guard in a worker's script. */
    WORKER
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

  /** What becomes of one that is compressed in a way that cannot be undone. */
  static Fate undecoded(PageMaking making, Pages pages, Kind kind) {
    String why = "compressed in a way that is not decoded here";
    if (kind != Kind.SHEET) {
      pages.tellUnreadModule(making.path(), why);
      making.head().release();
      return Fate.PASSES;
    }
    if (making.grantsAllThatIsKnown()) {
      making.head().becomesFleeting();
      return Fate.PASSES;
    }
    pages.tellUnreadSheet(making.path(), why);
    making.head().becomesPersonalFile();
    return Fate.WITHHELD;
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
    Fate fate = end(false, out);
    String why = "longer than " + pages.fileBound() + " bytes";
    if (kind != Kind.SHEET) {
      pages.tellUnreadModule(making.path(), why);
    }
    if (fate == Fate.PASSES) {
      out.write(bytes, offset + taken, length - taken);
    } else {
      pages.tellUnreadSheet(making.path(), why);
    }
    return fate;
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
    boolean known = ended && judged.whole();
    if (kind == Kind.WORKER && known) {
      judged.writeTo(out);
    } else if (kind == Kind.WORKER) {
      held.writeTo(out);
    } else if (known ? !judged.personal() : kind == Kind.MODULE) {
      making.head().release();
      held.writeTo(out);
    } else if (known) {
      making.head().becomesPersonalFile();
      judged.writeTo(out);
    } else if (making.grantsAllThatIsKnown()) {
      making.head().becomesFleeting();
      held.writeTo(out);
    } else {
      making.head().becomesPersonalFile();
      judged.writeTo(out);
      return Fate.WITHHELD;
    }
    return Fate.PASSES;
  }
}
