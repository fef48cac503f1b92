package io.github.cookieward.filter;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.github.cookieward.enforcement.PageSettings.Compressed;
import io.github.cookieward.filter.BodyReading.Fate;
import io.github.cookieward.filter.StreamedBody.Form;
import io.github.cookieward.http.MediaType;
import jakarta.servlet.ServletOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a response's body. It is decided at the first byte, when type and status are
 * known, by its {@link BodyKind}: it is read on its way, or goes to the container as it comes.
 *
 * <p>A stream's bytes go to the container's stream. A writer's characters go to the container's
 * writer, through UTF-8: so charset, line ends and content type are the container's affair, and
 * every encoding can be read.
 */
final class ResponseBody {
  private static final String REFUSAL =
      """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8"><title>Page withheld</title></head>
      <body><h1>Page withheld</h1>
      <p>This page was compressed in a way that the site's consent filter cannot read, so it was not
      sent. The site's operator finds the reason in the server's log.</p></body></html>
      """;

  private final PageMaking making;
  private final Pages pages;

  /** What leaves; gathered once there is something to read. */
  private @Nullable Chunk gathered;

  private volatile Fate fate = Fate.UNDECIDED;

  /** What reads it, as long as it is read. */
  private @Nullable BodyReading reading;

  /** Whether that holds it until it has ended. */
  private boolean isHeld;

  private @Nullable ServletOutputStream stream;
  private @Nullable PrintWriter writer;
  private @Nullable Utf8Characters characters;
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
    return fate == Fate.PASSES;
  }

  /** Whether a container that is written to without blocking takes no more of a page just now. */
  boolean isBusy() {
    ServletOutputStream container = stream;
    return fate == Fate.READ && nonBlocking && container != null && !container.isReady();
  }

  /** Decides before a first byte or character comes. */
  synchronized void decideNow() throws IOException {
    if (fate == Fate.UNDECIDED) {
      decide();
    }
  }

  void writesWithoutBlocking() {
    nonBlocking = true;
  }

  /** Whether something was written of which the container does not know yet. */
  synchronized boolean holdsTheBeginning() {
    return reading != null && reading.holdsBack();
  }

  /** Whether not even the head may leave yet, however much the application flushes. */
  synchronized boolean holdsTheHead() {
    return switch (fate) {
      case UNDECIDED -> !making.isToHead() && making.kind().isHeld();
      case READ -> isHeld;
      case PASSES, WITHHELD -> false;
    };
  }

  // What the application writes.

  /** Takes a piece of the body; not asked where the body {@link #passes}. */
  synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    if (fate == Fate.UNDECIDED && length > 0) {
      decide();
    }
    int slice = Math.max(1, length); // one write of ours for one of the application's
    if (reading != null && !nonBlocking) {
      slice = reading.slice();
    }
    for (int at = 0; at < length && fate != Fate.WITHHELD; at += slice) {
      take(bytes, offset + at, Math.min(slice, length - at));
      send();
    }
  }

  private void take(byte[] bytes, int offset, int length) {
    BodyReading begun = reading;
    if (begun != null) {
      guarded(() -> begun.take(bytes, offset, length));
    } else {
      out().write(bytes, offset, length); // not asked any more from the next time on
    }
  }

  /** What waits for a decision, or to be known, leaves; an unfinished tag does not. */
  synchronized void flush() throws IOException {
    settle();
    BodyReading begun = reading;
    if (begun != null && !isBusy()) {
      guarded(begun::flush);
    }
    send();
  }

  /** Before the head leaves without a byte of the body: says what is known. */
  private void settle() throws IOException {
    if (fate != Fate.UNDECIDED || holdsTheHead()) {
      return;
    }
    BodyKind kind = making.kind();
    if (making.status() == 304) {
      endWithoutBytes();
    } else if (kind == BodyKind.OTHER
        || (!kind.runs() && !isReadable(making.head().bodyEncoding()))) {
      pass();
    } else {
      making.head().becomesPage(kind.runs());
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
    if (fate == Fate.UNDECIDED) {
      endWithoutBytes();
    }
    BodyReading begun = reading;
    if (begun != null) {
      guarded(begun::end);
      send();
    }
  }

  private void endWithoutBytes() throws IOException {
    int status = making.status();
    if (status == 304) {
      making.head().becomesNotModified();
    } else if (making.isToHead() && making.kind() == BodyKind.PAGE) {
      making.head().becomesPage(true);
      making.leavesWithoutLength();
      return;
    }
    making.head().release();
  }

  /** The buffer has been emptied: nothing of the body has left, and it begins anew. */
  synchronized void forget() {
    becomes(Fate.UNDECIDED);
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
    becomes(Fate.WITHHELD);
  }

  // Without blocking.

  /**
   * Finishes, or waits until the container is ready.
   *
   * @param afterwards what is to be done if there is need to wait
   * @return whether it is finished
   */
  synchronized boolean finishOrWait(Runnable afterwards) throws IOException {
    if (nonBlocking && stream != null && holdsTheBeginning() && !stream.isReady()) {
      afterTheLast = afterwards;
      return false;
    }
    finish();
    return true;
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

  private void pass() {
    making.leavesAsItComes();
    fate = Fate.PASSES;
  }

  private void decide() throws IOException {
    if (making.head().redirect().isPresent()) {
      fate = Fate.WITHHELD; // a page of ours takes its place
      return;
    }
    BodyKind kind = making.kind();
    if (kind == BodyKind.OTHER) {
      pass();
      return;
    }
    String coding = stream == null ? "" : making.head().bodyEncoding();
    boolean readable = isReadable(coding);
    isHeld = kind.isHeld();
    if (isHeld) {
      String label = stream == null ? "utf-8" : making.type().map(MediaType::charset).orElse("");
      SiteFile file = making.file(kind, coding, label, out());
      reading = file;
      becomes(readable ? Fate.READ : file.undecoded());
    } else if (readable) {
      reading = streamed(kind, coding);
      becomes(Fate.READ);
    } else if (kind == BodyKind.UNTYPED || kind == BodyKind.WORKER) {
      pass();
    } else {
      refuse(coding);
    }
  }

  private BodyReading streamed(BodyKind kind, String coding) {
    Form form = stream == null ? Form.CHARACTERS : coding.isEmpty() ? Form.BYTES : Form.COMPRESSED;
    StreamedBody streamed = new StreamedBody(making, kind, form, out());
    return form == Form.COMPRESSED
        ? new DecodedBody(coding, streamed, () -> pages.tellBroken(making.path()))
        : streamed;
  }

  private void becomes(Fate next) {
    if (next == fate) {
      return;
    }
    fate = next;
    if (next != Fate.READ && reading != null) {
      reading.forget();
      reading = null;
    }
  }

  private void refuse(String encoding) throws IOException {
    pages.tellUnreadable(encoding, making.path());
    making.head().becomesPage(true);
    fate = Fate.WITHHELD;
    out().write(REFUSAL.getBytes(US_ASCII));
    send();
  }

  /** A step that is ours alone: the container is not written to within it. */
  private interface Step {
    Fate run() throws IOException;
  }

  /** If we fail, the page ends here: half of it may not leave unguarded. */
  private void guarded(Step step) {
    Fate next = Fate.WITHHELD;
    try {
      next = step.run();
    } catch (IOException | RuntimeException e) {
      pages.tellFailure(making.path(), e);
    } finally {
      becomes(next);
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
