package io.github.cookieward.leaks;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** What the application does for one case: its directives in order, then the page. */
final class CaseAnswer {
  /** Where a dispatch goes on. */
  static final String NEXT = CaseAnswer.class.getName() + ".next";

  private final CasePage page;
  private final LeakCase one;
  private final String run;
  private final Sightings sightings;
  private final HttpServletRequest request;
  private final HttpServletResponse response;

  private Charset charset = UTF_8;
  private String type = "text/html";
  private String before = "";
  private String coding = "";
  private int piece = Integer.MAX_VALUE;
  private boolean writer;
  private boolean nonBlocking;

  CaseAnswer(
      CasePage page,
      String run,
      Sightings sightings,
      HttpServletRequest request,
      HttpServletResponse response) {
    this.page = page;
    this.one = page.cases().get(0);
    this.run = run;
    this.sightings = sightings;
    this.request = request;
    this.response = response;
  }

  void continueFrom(int first) throws ServletException, IOException {
    List<String> lines = one.answer();
    for (int i = first; i < lines.size(); i++) {
      String line = one.fill(lines.get(i), run);
      request.setAttribute(NEXT, i + 1);
      if (line.matches("[A-Za-z-]+: .*")) {
        String[] field = line.split(": ", 2);
        response.addHeader(field[0], field[1]);
      } else if (isLast(line)) {
        return;
      }
    }
    send();
  }

  /** Does what a line says; true where somebody else answers from here on. */
  private boolean isLast(String line) throws ServletException, IOException {
    String[] words = line.split(" ", 2);
    String what = words.length > 1 ? words[1] : "";
    switch (words[0]) {
      case "charset" -> charset = Charset.forName(what);
      case "type" -> type = what;
      case "mark" -> before = "\uFEFF";
      case "coding" -> coding = what;
      case "pieces" -> piece = Integer.parseInt(what);
      case "writer" -> writer = true;
      case "non-blocking" -> nonBlocking = true;
      case "status" -> response.setStatus(Integer.parseInt(what));
      case "session" -> request.getSession();
      case "set-field" -> {
        String[] field = what.split(": ", 2);
        response.setHeader(field[0], field[1]);
      }
      case "cookie" -> {
        String[] pair = what.split("=", 2);
        Cookie cookie = new Cookie(pair[0], pair[1]);
        cookie.setPath("/");
        response.addCookie(cookie);
      }
      case "flush" -> response.flushBuffer();
      case "reset" -> response.reset();
      case "sees" -> see(what);
      case "include" -> {
        request.getRequestDispatcher(what).include(request, response);
      }
      case "forward" -> {
        request.getRequestDispatcher(request.getRequestURI()).forward(request, response);
        return true;
      }
      case "error" -> {
        response.sendError(Integer.parseInt(what));
        return true;
      }
      case "throw" -> throw new ServletException("as the case says");
      case "redirect" -> {
        response.sendRedirect(what);
        return true;
      }
      case "async" -> {
        AsyncContext async = request.startAsync(request, response);
        async.setTimeout(0);
        int next = (Integer) request.getAttribute(NEXT);
        async.start(
            () -> {
              try {
                new CaseAnswer(
                        page, run, sightings, request, (HttpServletResponse) async.getResponse())
                    .continueFrom(next);
              } catch (ServletException | IOException e) {
                throw new IllegalStateException(e);
              } finally {
                async.complete();
              }
            });
        return true;
      }
      case "async-dispatch" -> {
        request.startAsync(request, response).dispatch();
        return true;
      }
      default -> throw new ServletException("\"" + line + "\" is no directive");
    }
    return false;
  }

  private void see(String what) {
    String[] words = what.split(" ", 2);
    String text = words[1];
    boolean seen =
        switch (words[0]) {
          case "parameter" -> request.getParameter(text) != null;
          case "values" -> request.getParameterValues(text) != null;
          case "names" -> java.util.Collections.list(request.getParameterNames()).contains(text);
          case "map" -> request.getParameterMap().containsKey(text);
          case "query" -> has(request.getQueryString(), text);
          case "field" -> {
            String[] field = text.split(" ", 2);
            yield has(request.getHeader(field[0]), field[1]);
          }
          case "cookie" ->
              request.getCookies() != null
                  && Stream.of(request.getCookies()).anyMatch(c -> c.getName().equals(text));
          default -> throw new IllegalArgumentException(what);
        };
    if (seen) {
      sightings.note(one.id(run));
    }
  }

  private static boolean has(String text, String part) {
    return Objects.requireNonNullElse(text, "").contains(part);
  }

  private void send() throws IOException {
    if (!type.equals("none") && response.getContentType() == null) {
      response.setContentType(
          type.startsWith("text/") ? type + ";charset=" + charset.name() : type);
    }
    String text = before + page.text(run);
    if (writer) {
      response.getWriter().write(text);
      return;
    }
    byte[] bytes = encoded(text.getBytes(charset));
    ServletOutputStream out = response.getOutputStream();
    if (nonBlocking) {
      AsyncContext async = request.startAsync(request, response);
      async.setTimeout(0);
      out.setWriteListener(new Writes(bytes, out, async));
      return;
    }
    for (int from = 0; from < bytes.length; from += Math.min(piece, bytes.length)) {
      out.write(bytes, from, Math.min(piece, bytes.length - from));
      if (piece < bytes.length) {
        out.flush();
      }
    }
  }

  private byte[] encoded(byte[] bytes) throws IOException {
    if (coding.isEmpty()) {
      return bytes;
    }
    boolean raw = coding.equals("raw-deflate");
    response.setHeader("Content-Encoding", raw ? "deflate" : coding);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream out =
        coding.toLowerCase(Locale.ROOT).endsWith("gzip")
            ? new GZIPOutputStream(packed)
            : new DeflaterOutputStream(packed, new Deflater(Deflater.BEST_SPEED, raw))) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }

  /** Writes when the container is ready, some bytes a time. */
  private static final class Writes implements WriteListener {
    private final byte[] bytes;
    private final ServletOutputStream out;
    private final AsyncContext async;
    private int next;

    Writes(byte[] bytes, ServletOutputStream out, AsyncContext async) {
      this.bytes = bytes;
      this.out = out;
      this.async = async;
    }

    @Override
    public void onWritePossible() throws IOException {
      while (out.isReady()) {
        if (next == bytes.length) {
          async.complete();
          return;
        }
        int count = Math.min(37, bytes.length - next);
        out.write(bytes, next, count);
        next += count;
      }
    }

    @Override
    public void onError(Throwable failure) {
      async.complete();
    }
  }
}
