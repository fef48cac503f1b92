package io.github.cookieward.filter;

import io.github.cookieward.http.MediaType;
import jakarta.servlet.ServletOutputStream;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** The two ways in which an application writes one response; both lead through one body. */
final class ResponseWriting {
  private final PageMaking making;
  private final Pages pages;
  private final EnforcingResponse response;

  private @Nullable ResponseBody body;
  private @Nullable RewritingOutputStream stream;
  private @Nullable RewritingWriter writer;

  /** Whether a page of ours has taken the response's place. */
  private boolean departed;

  ResponseWriting(PageMaking making, Pages pages, EnforcingResponse response) {
    this.making = making;
    this.pages = pages;
    this.response = response;
  }

  PageMaking making() {
    return making;
  }

  /** The body, begun where it was not yet. */
  ResponseBody body() {
    ResponseBody present = body;
    if (present == null) {
      present = new ResponseBody(making, pages);
      body = present;
    }
    return present;
  }

  /** The body as far as it has begun; null before. */
  @Nullable ResponseBody begun() {
    return body;
  }

  /** What the application writes to in place of the container's stream. */
  RewritingOutputStream through(ServletOutputStream container) {
    RewritingOutputStream present = stream;
    body().use(container);
    if (present == null || !present.wraps(container)) {
      present = new RewritingOutputStream(container, body(), response);
      stream = present;
    }
    return present;
  }

  /** What the application writes to in place of the container's writer. */
  RewritingWriter through(PrintWriter container) {
    RewritingWriter present = writer;
    body().use(container);
    if (present == null || !present.wraps(container)) {
      present = new RewritingWriter(container, body(), response);
      writer = present;
    }
    return present;
  }

  /** Bytes are on their way that nobody has looked at: they may not become what is read now. */
  boolean isReadTooLate(String type) {
    if (body == null || !body.passes()) {
      return false;
    }
    BodyKind next = making.kind(MediaType.parse(type));
    return (next.runs() || next.isHeld()) && next != making.kind();
  }

  /** A page of ours takes the response's place. */
  void depart() {
    body().withhold();
    departed = true;
  }

  boolean hasDeparted() {
    return departed;
  }

  /** The response begins anew, and may be written in the other way. */
  void reset() {
    stream = null;
    writer = null;
    if (body != null) {
      body.forget();
    }
  }
}
