package io.github.cookieward.filter;

import static jakarta.servlet.http.HttpServletResponse.SC_PARTIAL_CONTENT;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cookieward.enforcement.PageMarkup;
import io.github.cookieward.enforcement.PageSettings.Compressed;
import io.github.cookieward.http.MediaType;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a response's body. It is decided at the first byte, when type and status are
 * known: a page goes through the rewriter, all else to the container as it comes.
 *
 * <p>A stream's bytes go to the container's stream. A writer's characters go to the container's
 * writer, through UTF-8: so charset, line ends and content type are the container's affair, and
 * every encoding can be read. What is held back is bounded: the first kilobyte until the encoding
 * is known, or until a flush; then what {@link io.github.cookieward.html.HtmlRewriter} holds.
 */
final class ResponseBody {
  /** How much of what the application writes is rewritten at a time. */
  private static final int SLICE = 8192;

  /** The same where it is compressed: a thousand times as much may come of it. */
  private static final int COMPRESSED_SLICE = 256;

  private static final String REFUSAL =
      """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><title>Page withheld</title></head>
      <body><h1>Page withheld</h1>
      <p>This page was compressed in a way that the site's consent filter cannot read, so it was not
      sent. The site's operator finds the reason in the server's log.</p></body></html>
      """;

  private enum State {
    /** No byte has come. */
    UNDECIDED,
    /** It leaves as it comes. */
    PASSES,
    /** It goes through the rewriter. */
    PAGE,
    /** Nothing of it leaves any more: an error page takes its place, or we have failed. */
    WITHHELD
  }

  private final PageMaking making;
  private final Pages pages;

  /** What comes out of the rewriter; gathered once there is a page. */
  private @Nullable Chunk gathered;

  /** Where decompressed bytes go. */
  private final OutputStream decoded =
      new OutputStream() {
        @Override
        public void write(int b) throws IOException {
          write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
          read(bytes, offset, length);
        }
      };

  private volatile State state = State.UNDECIDED;
  private @Nullable ServletOutputStream stream;
  private @Nullable PrintWriter writer;
  private @Nullable Utf8Characters characters;

  /** The first bytes, until the encoding is known. */
  private byte[] opening = {};

  private int opened;
  private boolean typeIsUnknown;

  /** Whether it is a worker's script, which begins with the guard. */
  private boolean worker;

  /** What has come of a worker's script, where its imports are read once it has ended. */
  private @Nullable SiteFile imports;

  private @Nullable Inflating inflating;
  private @Nullable RewrittenPage page;

  /** A style sheet or a module that is held until it has ended. */
  private @Nullable SiteFile file;

  private boolean copies;

  /** Whether a document has ended: what comes after it gets no markup of ours. */
  private boolean ended;

  private boolean nonBlocking;
  private @Nullable Runnable afterTheLast;

  ResponseBody(PageMaking making, Pages pages) {
    this.making = making;
    this.pages = pages;
  }

  // Where the bytes go.

  /** From now on they go to the container's stream; it has been asked whether it may be so. */
  synchronized void use(ServletOutputStream container) {
    if (writer != null) {
      forget(); // the container has begun anew without telling
    }
    stream = container;
    writer = null;
  }

  /** From now on they go to the container's writer. */
  synchronized void use(PrintWriter container) {
    if (stream != null) {
      forget();
    }
    stream = null;
    if (writer != container || characters == null) {
      characters = new Utf8Characters(container);
    }
    writer = container;
  }

  boolean passes() {
    return state == State.PASSES;
  }

  /** Whether a page or what may be one is being rewritten. */
  boolean isPage() {
    return state == State.PAGE;
  }

  /** Whether a container that is written to without blocking takes no more of a page just now. */
  boolean isBusy() {
    ServletOutputStream container = stream;
    return isPage() && nonBlocking && container != null && !container.isReady();
  }

  /** Decides before a first byte or character comes. */
  synchronized void decideNow() throws IOException {
    if (state == State.UNDECIDED) {
      decide();
    }
  }

  void writesWithoutBlocking() {
    nonBlocking = true;
  }

  /** Whether something was written of which the container does not know yet. */
  synchronized boolean holdsTheBeginning() {
    return opened > 0 || (file != null && !file.isEmpty());
  }

  /** Whether not even the head may leave yet, however much the application flushes. */
  synchronized boolean holdsTheHead() {
    return file != null || (state == State.UNDECIDED && !making.isToHead() && isFile(type()));
  }

  // What the application writes.

  /** Takes a piece of the body; not asked where the body {@link #passes}. */
  synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    if (state == State.UNDECIDED && length > 0) {
      decide();
    }
    int slice = inflating == null ? SLICE : COMPRESSED_SLICE;
    if (nonBlocking) {
      slice = Math.max(1, length); // one write of ours for one of the application's
    }
    for (int at = 0; at < length && state != State.WITHHELD; at += slice) {
      take(bytes, offset + at, Math.min(slice, length - at));
      send();
    }
  }

  /** What waits for a decision, or to be known, leaves; an unfinished tag does not. */
  synchronized void flush() throws IOException {
    settle();
    if (state == State.PAGE && page == null && !copies && opened > 0 && !isHalfAMark()) {
      guarded(this::begin);
    }
    RewrittenPage begun = page;
    if (state == State.PAGE && begun != null && !isBusy()) {
      guarded(begun::flush);
    }
    send();
  }

  private boolean isHalfAMark() {
    return stream != null && PageEncoding.mayBeMark(opening, opened);
  }

  /** Before the head leaves without a byte of the body: says what is known. */
  private void settle() throws IOException {
    if (state != State.UNDECIDED || holdsTheHead()) {
      return;
    }
    Optional<MediaType> type = type();
    boolean html = type.filter(MediaType::isHtml).isPresent() || isWorker(type) || isXml(type);
    if (making.status() == 304) {
      endWithoutBytes();
    } else if (!isLookedAt(type) || (!html && !isReadable(making.head().bodyEncoding()))) {
      pass();
    } else {
      making.head().becomesPage(html);
    }
  }

  private boolean isReadable(String encoding) {
    return switch (encoding) {
      case "" -> true;
      case "gzip", "x-gzip", "deflate" -> pages.settings().compressed() == Compressed.DECODE;
      default -> stream == null; // characters are not compressed, whatever is said of them
    };
  }

  /** The body has ended, or the container will take nothing more. */
  synchronized void finish() throws IOException {
    if (state == State.UNDECIDED) {
      endWithoutBytes();
    }
    if (state != State.PAGE) {
      return;
    }
    guarded(
        () -> {
          if (file != null) {
            becomes(file.end(out()));
          }
          if (page == null && !copies && opened > 0) {
            begin();
          }
          if (inflating != null) {
            unwrapped(inflating);
          }
          if (page != null) {
            page.end();
          }
          if (imports != null) {
            imports.end(out());
          }
        });
    ended |= page != null;
    page = null;
    imports = null;
    send();
  }

  private void unwrapped(Inflating last) {
    if (!last.isWhole()) {
      pages.tellBroken(making.path());
    }
    last.free();
    inflating = null;
  }

  private void endWithoutBytes() throws IOException {
    int status = making.status();
    if (status == 304) {
      making.head().becomesNotModified();
    } else if (making.isToHead()
        && isLookedAt(type())
        && type().filter(MediaType::isHtml).isPresent()) {
      making.head().becomesPage(true);
      making.leavesWithoutLength();
      return;
    }
    making.head().release();
  }

  /** The buffer has been emptied: nothing of the body has left, and it begins anew. */
  synchronized void forget() {
    if (inflating != null) {
      inflating.free();
    }
    state = State.UNDECIDED;
    inflating = null;
    page = null;
    file = null;
    imports = null;
    copies = false;
    ended = false;
    opened = 0;
    if (gathered != null) {
      gathered.clear();
    }
    if (characters != null) {
      characters.forget();
    }
    making.beginsAnew();
  }

  /** Another answer takes the body's place; what is written from now on nobody gets. */
  synchronized void withhold() {
    forget();
    state = State.WITHHELD;
  }

  // Without blocking.

  /**
   * Finishes, or waits until the container is ready.
   *
   * @param afterwards what is to be done if there is need to wait
   * @return whether it is finished
   */
  synchronized boolean finishOrWait(Runnable afterwards) throws IOException {
    if (nonBlocking && stream != null && holdsBack() && !stream.isReady()) {
      afterTheLast = afterwards;
      return false;
    }
    finish();
    return true;
  }

  private boolean holdsBack() {
    return state == State.PAGE && (page != null || opened > 0 || file != null || imports != null);
  }

  /** The container is ready: whether that was waited for here, and not by the application. */
  boolean writesTheLast() throws IOException {
    Runnable afterwards;
    synchronized (this) {
      afterwards = afterTheLast;
      if (afterwards == null) {
        return false;
      }
      afterTheLast = null;
      finish();
    }
    afterwards.run();
    return true;
  }

  // The decision.

  private Optional<MediaType> type() {
    return making.type();
  }

  private boolean isLookedAt(Optional<MediaType> type) {
    return pages.rewrites()
        && (type.isEmpty()
            || type.get().isHtml()
            || type.get().isUnknown()
            || isFile(type)
            || isWorker(type)
            || isXml(type))
        && !making.isDownload();
  }

  /** Whether it is a document in XML that is no page of HTML. */
  private boolean isXml(Optional<MediaType> type) {
    return type.filter(making::isXmlDocument).isPresent();
  }

  private boolean isFile(Optional<MediaType> type) {
    return (making.isSheet(type) || making.isModule(type)) && !making.isDownload();
  }

  private boolean isWorker(Optional<MediaType> type) {
    return type.filter(MediaType::isScript).isPresent() && making.isToWorker();
  }

  private void pass() {
    making.needsNoRoom();
    making.head().release();
    state = State.PASSES;
  }

  private void decide() throws IOException {
    if (making.head().redirect().isPresent()) {
      state = State.WITHHELD; // a page of ours takes its place
      return;
    }
    Optional<MediaType> type = type();
    if (!isLookedAt(type)) {
      pass();
      return;
    }
    worker = isWorker(type);
    typeIsUnknown = !worker && !isXml(type) && type.filter(MediaType::isHtml).isEmpty();
    String encoding = making.head().bodyEncoding();
    if (isFile(type)) {
      SiteFile.Kind kind = making.isSheet(type) ? SiteFile.Kind.SHEET : SiteFile.Kind.MODULE;
      fileBegins(kind, stream == null ? "" : encoding);
      return;
    }
    if (encoding.isEmpty() || stream == null) {
      state = State.PAGE;
      return;
    }
    if (isReadable(encoding)) {
      inflating = encoding.equals("deflate") ? Inflating.deflate(decoded) : Inflating.gzip(decoded);
      state = State.PAGE;
    } else if (typeIsUnknown || worker) {
      pass();
    } else {
      refuse(encoding);
    }
  }

  private void fileBegins(SiteFile.Kind kind, String coding) {
    String label = stream == null ? "utf-8" : type().map(MediaType::charset).orElse("");
    SiteFile begun = new SiteFile(making, pages, kind, coding, label);
    file = begun;
    state = State.PAGE;
    if (!isReadable(coding)) {
      becomes(begun.undecoded());
    }
  }

  private void becomes(SiteFile.Fate fate) {
    if (fate != SiteFile.Fate.HELD) {
      file = null;
      state = fate == SiteFile.Fate.PASSES ? State.PASSES : State.WITHHELD;
    }
  }

  private void refuse(String encoding) throws IOException {
    pages.tellUnreadable(encoding, making.path());
    making.head().becomesPage(true);
    state = State.WITHHELD;
    out().write(REFUSAL.getBytes(US_ASCII));
    send();
  }

  // A page.

  private void take(byte[] bytes, int offset, int length) {
    Inflating coded = inflating;
    SiteFile held = file;
    if (held != null) {
      guarded(() -> becomes(held.take(bytes, offset, length, out())));
      return;
    }
    if (state == State.PASSES) {
      out().write(bytes, offset, length); // not asked any more from the next time on
      return;
    }
    if (coded == null) {
      guarded(() -> read(bytes, offset, length));
      return;
    }
    guarded(() -> coded.write(bytes, offset, length));
    if (coded.isBroken()) {
      unwrapped(coded);
      state = State.WITHHELD;
    }
  }

  private void read(byte[] bytes, int offset, int length) throws IOException {
    RewrittenPage begun = page;
    if (begun != null) {
      begun.write(bytes, offset, length);
      return;
    }
    if (copies) {
      copy(bytes, offset, length);
      return;
    }
    if (opening.length == 0) {
      opening = new byte[PageEncoding.PRESCAN];
    }
    int taken = Math.min(length, opening.length - opened);
    System.arraycopy(bytes, offset, opening, opened, taken);
    opened += taken;
    if (opened == opening.length) {
      begin();
    }
    if (state == State.PASSES) {
      out().write(bytes, offset + taken, length - taken);
    } else if (taken < length) {
      read(bytes, offset + taken, length - taken);
    }
  }

  private void copy(byte[] bytes, int offset, int length) throws IOException {
    if (imports == null) {
      out().write(bytes, offset, length);
    } else if (imports.take(bytes, offset, length, out()) != SiteFile.Fate.HELD) {
      imports = null;
    }
  }

  /** Begins the page with what is known of it. */
  private void begin() throws IOException {
    if (worker) {
      making.head().becomesPage(true);
      out().write(making.guardOfWorker(opening, opened).getBytes(US_ASCII));
      imports =
          making.readsModules()
              ? new SiteFile(making, pages, SiteFile.Kind.MODULE, "", "utf-8")
              : null;
      copies = true;
      copy(opening, 0, opened);
      opened = 0;
      return;
    }
    Sniffing sniffed = Sniffing.HTML;
    if (typeIsUnknown) {
      sniffed = making.forbidsSniffing() ? Sniffing.TEXT : Sniffing.of(opening, opened);
    }
    if (sniffed == Sniffing.BINARY && inflating == null) {
      byte[] first = Arrays.copyOf(opening, opened);
      opened = 0;
      pass();
      out().write(first);
      return;
    }
    making.head().becomesPage(sniffed == Sniffing.HTML);
    making.keepsRoom();
    String label = type().map(MediaType::charset).orElse("");
    PageEncoding encoding =
        stream == null ? new PageEncoding(UTF_8, 0) : PageEncoding.of(opening, opened, label);
    out().write(opening, 0, encoding.markLength());
    int length = opened - encoding.markLength();
    opened = 0;
    if (sniffed == Sniffing.BINARY) {
      copies = true;
      out().write(opening, encoding.markLength(), length);
      return;
    }
    if (type().filter(MediaType::isXml).isPresent()) {
      making.beginsInXml(opening, length + encoding.markLength());
    }
    PageMarkup markup =
        ended || making.status() == SC_PARTIAL_CONTENT
            ? PageMarkup.NONE
            : making.markup(opening, encoding.markLength(), length, encoding.label());
    page = making.page(markup, encoding.charset(), out());
    page.write(opening, encoding.markLength(), length);
  }

  /** A step that is ours alone: the container is not written to within it. */
  private interface Step {
    void run() throws IOException;
  }

  /** If we fail, the page ends here: half of it may not leave unguarded. */
  private void guarded(Step step) {
    boolean done = false;
    try {
      step.run();
      done = true;
    } catch (IOException | RuntimeException e) {
      pages.tellFailure(making.path(), e);
    } finally {
      if (!done) {
        file = null;
        state = State.WITHHELD;
      }
    }
  }

  private Chunk out() {
    Chunk chunk = gathered;
    if (chunk == null) {
      chunk = new Chunk();
      gathered = chunk;
    }
    return chunk;
  }

  private void send() throws IOException {
    Chunk out = gathered;
    if (out == null || out.length() == 0) {
      return;
    }
    ServletOutputStream bytes = stream;
    Utf8Characters text = characters;
    try {
      if (bytes != null) {
        bytes.write(out.array(), 0, out.length());
      } else if (text != null) {
        text.write(out.array(), out.length());
      }
    } finally {
      out.clear();
    }
  }
}
