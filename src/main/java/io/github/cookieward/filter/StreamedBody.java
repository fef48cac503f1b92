package io.github.cookieward.filter;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cookieward.enforcement.PageMarkup;
import io.github.cookieward.http.MediaType;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A page, another document, a worker's script, or what may be a page, read as it comes. What is
 * held back is bounded: the first kilobyte until the encoding is known, or until a flush; then what
 * {@link io.github.cookieward.html.HtmlRewriter} holds, or a script that imports.
 */
final class StreamedBody implements BodyReading {
  /** How the application sends it. */
  enum Form {
    BYTES,
    COMPRESSED,
    /** A writer's characters, in UTF-8. */
    CHARACTERS
  }

  private final PageMaking making;
  private final BodyKind kind;
  private final Form form;
  private final Chunk out;

  /** The first bytes, until the encoding is known. */
  private final byte[] opening = new byte[PageEncoding.PRESCAN];

  private int opened;
  private @Nullable RewrittenPage page;

  /** What has come of a worker's script, where its imports are read once it has ended. */
  private @Nullable SiteFile imports;

  /** Whether what follows the beginning is no markup. */
  private boolean copies;

  /** Whether a document has ended: what comes after it gets no markup of ours. */
  private boolean ended;

  /**
   * A body of which nothing has come yet.
   *
   * @param out gets what leaves
   */
  StreamedBody(PageMaking making, BodyKind kind, Form form, Chunk out) {
    this.making = making;
    this.kind = kind;
    this.form = form;
    this.out = out;
  }

  @Override
  public Fate take(byte[] bytes, int offset, int length) throws IOException {
    RewrittenPage begun = page;
    if (begun != null) {
      begun.write(bytes, offset, length);
      return Fate.READ;
    }
    if (copies) {
      copy(bytes, offset, length);
      return Fate.READ;
    }
    int taken = Math.min(length, opening.length - opened);
    System.arraycopy(bytes, offset, opening, opened, taken);
    opened += taken;
    Fate fate = opened == opening.length ? begin() : Fate.READ;
    if (taken < length) {
      take(bytes, offset + taken, length - taken);
    }
    return fate;
  }

  private void copy(byte[] bytes, int offset, int length) throws IOException {
    if (imports == null) {
      out.write(bytes, offset, length);
    } else if (imports.take(bytes, offset, length) != Fate.READ) {
      imports = null;
    }
  }

  @Override
  public Fate flush() throws IOException {
    Fate fate = opened > 0 && !isHalfAMark() ? begin() : Fate.READ;
    if (page != null) {
      page.flush();
    }
    return fate;
  }

  private boolean isHalfAMark() {
    return form != Form.CHARACTERS && PageEncoding.mayBeMark(opening, opened);
  }

  @Override
  public Fate end() throws IOException {
    Fate fate = opened > 0 ? begin() : Fate.READ;
    if (page != null) {
      page.end();
      page = null;
      ended = true;
    }
    if (imports != null) {
      imports.end();
      imports = null;
    }
    return fate;
  }

  @Override
  public boolean holdsBack() {
    return opened > 0 || page != null || imports != null;
  }

  /** Begins with what is known by now. */
  private Fate begin() throws IOException {
    int length = opened;
    opened = 0;
    if (kind == BodyKind.WORKER) {
      beginWorker(length);
      return Fate.READ;
    }
    Sniffing sniffed = sniffed(length);
    copies = sniffed == Sniffing.BINARY;
    if (copies && form != Form.COMPRESSED) {
      making.leavesAsItComes();
      out.write(opening, 0, length);
      return Fate.PASSES;
    }
    making.head().becomesPage(sniffed == Sniffing.HTML);
    making.keepsRoom();
    if (copies) {
      out.write(opening, 0, length);
    } else {
      beginPage(length);
    }
    return Fate.READ;
  }

  private Sniffing sniffed(int length) {
    if (kind != BodyKind.UNTYPED) {
      return Sniffing.HTML;
    }
    return making.forbidsSniffing() ? Sniffing.TEXT : Sniffing.of(opening, length);
  }

  private void beginWorker(int length) throws IOException {
    making.head().becomesPage(true);
    out.write(making.guardOfWorker(opening, length).getBytes(US_ASCII));
    if (making.readsModules()) {
      imports = making.file(kind, "", "utf-8", out);
    }
    copies = true;
    copy(opening, 0, length);
  }

  private void beginPage(int length) throws IOException {
    PageEncoding encoding = encoding(length);
    int mark = encoding.markLength();
    out.write(opening, 0, mark);
    making.reads(opening, length);
    PageMarkup markup =
        ended ? PageMarkup.NONE : making.markup(opening, mark, length - mark, encoding.label());
    page = making.page(markup, encoding.charset(), out);
    page.write(opening, mark, length - mark);
  }

  private PageEncoding encoding(int length) {
    if (form == Form.CHARACTERS) {
      return new PageEncoding(UTF_8, 0);
    }
    String label = making.type().map(MediaType::charset).orElse("");
    return making.syntax() == PageInjection.Syntax.HTML
        ? PageEncoding.ofHtml(opening, length, label)
        : PageEncoding.ofXml(opening, length, label);
  }
}
