package io.github.cookieward.filter;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A style sheet or a script of the site's own on its way: held until it has ended, it leaves as the
 * visitor may have it. One that cannot be read whole is told of; a script then passes, and a sheet
 * only where all that it could name is granted.
 */
final class SiteFile implements BodyReading {
  private final PageMaking making;
  private final Pages pages;
  private final BodyKind kind;
  private final HeldFile held;
  private final OutputStream out;

  /**
   * A file of which nothing has come yet.
   *
   * @param kind a sheet; otherwise a script, of a worker what follows the guard
   * @param coding how it is compressed, as far as that can be undone; empty where it is not
   * @param label what the response says of its encoding; empty where it says nothing
   * @param out gets what leaves
   */
  SiteFile(
      PageMaking making,
      Pages pages,
      BodyKind kind,
      String coding,
      String label,
      OutputStream out) {
    this.making = making;
    this.pages = pages;
    this.kind = kind;
    this.held = new HeldFile(pages.fileBound(), coding, label);
    this.out = out;
  }

  /** What becomes of it if it is compressed in a way that cannot be undone. */
  Fate undecoded() {
    return unread(leavesAsItCame(false, true), "compressed in a way that is not decoded here");
  }

  /** Takes a piece; what is beyond the bound decides the fate of all. */
  @Override
  public Fate take(byte[] bytes, int offset, int length) throws IOException {
    int taken = held.take(bytes, offset, length);
    if (taken == length) {
      return Fate.READ;
    }
    boolean passes = end(false) == Fate.PASSES;
    if (passes) {
      out.write(bytes, offset + taken, length - taken);
    }
    return unread(passes, "longer than " + pages.fileBound() + " bytes");
  }

  private Fate unread(boolean passes, String why) {
    if (kind != BodyKind.SHEET) {
      pages.tellUnreadModule(making.path(), why);
    } else if (!passes) {
      pages.tellUnreadSheet(making.path(), why);
    }
    return passes ? Fate.PASSES : Fate.WITHHELD;
  }

  /** Nothing of it leaves before its end. */
  @Override
  public Fate flush() {
    return Fate.READ;
  }

  /** It has ended: it leaves as it may. */
  @Override
  public Fate end() throws IOException {
    return end(true);
  }

  @Override
  public boolean holdsBack() {
    return !held.isEmpty();
  }

  /**
   * What is known of it is all that there will be.
   *
   * @param ended whether it has ended, and was not cut off
   */
  private Fate end(boolean ended) throws IOException {
    HeldFile.Judged judged =
        held.judge(kind == BodyKind.SHEET ? making::judgedSheet : making::judgedModule);
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
    boolean asItCame = read ? !personal : kind != BodyKind.SHEET || making.grantsAllThatIsKnown();
    if (!asItCame) {
      making.head().becomesPersonalFile();
    } else if (read || kind != BodyKind.SHEET) {
      making.head().release();
    } else {
      making.head().becomesFleeting();
    }
    if (making.mayBeDocument()) {
      making.head().keepNowhere();
    }
    return asItCame;
  }
}
