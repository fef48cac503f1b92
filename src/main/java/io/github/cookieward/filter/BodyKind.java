package io.github.cookieward.filter;

import io.github.cookieward.http.MediaType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;

/** What a browser takes a response's body for, as far as it makes a difference on its way. */
enum BodyKind {
  /** Nothing that is looked at: it leaves as it comes. */
  OTHER,
  /** The browser looks at its first bytes to know. */
  UNTYPED,
  /** A page of HTML, in either syntax. */
  PAGE,
  /** A document in XML of another kind, which is rewritten as a page is. */
  XML,
  /** A worker's script, which begins with the guard. */
  WORKER,
  /**
   * A style sheet, or what is used as one: pages that are not strict about it take any type. It is
   * held until it has ended.
   */
  SHEET,
  /** A module, or a worklet's script, held until it has ended. */
  MODULE;

  /**
   * The kind of a response's body.
   *
   * @param type as the response says it, or is about to
   */
  static BodyKind of(Exchange exchange, Optional<MediaType> type) {
    BodyKind kind =
        exchange.withholds() && isSheet(exchange.asked(), type)
            ? SHEET
            : type.map(said -> ofType(exchange, said)).orElse(UNTYPED);
    return kind != OTHER && isDownload(exchange.next()) ? OTHER : kind;
  }

  private static BodyKind ofType(Exchange exchange, MediaType type) {
    HttpServletRequest asked = exchange.asked();
    if (type.isHtml()) {
      return PAGE;
    }
    if (type.isUnknown()) {
      return UNTYPED;
    }
    if (type.isScript()) {
      return exchange.guardsWorker() ? WORKER : exchange.readsModules() ? MODULE : OTHER;
    }
    return exchange.pages().guardsXml(asked, type) ? XML : OTHER;
  }

  private static boolean isSheet(HttpServletRequest asked, Optional<MediaType> type) {
    return "style".equals(asked.getHeader("Sec-Fetch-Dest"))
        || type.filter(said -> said.essence().equals("text/css")).isPresent();
  }

  /** Whether the browser saves it and shows nothing. */
  private static boolean isDownload(HttpServletResponse response) {
    String disposition = response.getHeader("Content-Disposition");
    return disposition != null
        && disposition.split(";", 2)[0].strip().equalsIgnoreCase("attachment");
  }

  /** Whether it is held until it has ended: until then not even its head is known. */
  boolean isHeld() {
    return this == SHEET || this == MODULE;
  }

  /** Whether what is in it runs, whatever it may be: its head says what it may fetch. */
  boolean runs() {
    return this == PAGE || this == XML || this == WORKER;
  }
}
