package io.github.cookieward.contract.probe;

import static java.util.Map.entry;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** Pages whose bytes must leave as they were written. */
public final class BodyScenes extends Scenes {
  private static final String UMLAUTS = "<p>Grüße, 日本, \uD83C\uDF6A</p>";

  private static final Map<String, Scene> SCENES =
      Map.ofEntries(
          entry("writer", (request, response) -> response.getWriter().print("<p>no type</p>")),
          entry("nothing", (request, response) -> response.setStatus(200)),
          entry("no-content", (request, response) -> response.setStatus(204)),
          entry("not-modified", (request, response) -> response.setStatus(304)),
          entry(
              "type",
              (request, response) -> {
                response.setContentType("text/html");
                response.getWriter().print(UMLAUTS);
              }),
          entry(
              "type-charset",
              (request, response) -> {
                response.setContentType("text/html;charset=UTF-8");
                response.getWriter().print(UMLAUTS);
              }),
          entry(
              "charset-then-type",
              (request, response) -> {
                response.setCharacterEncoding("ISO-8859-15");
                response.setContentType("text/html");
                response.getWriter().print("<p>Grüße</p>");
              }),
          entry(
              "type-after-writer",
              (request, response) -> {
                response.getWriter().print("<p>late type</p>");
                response.setContentType("text/html; charset=UTF-8");
                response.setCharacterEncoding("UTF-16");
              }),
          entry(
              "header-type",
              (request, response) -> {
                response.setHeader("content-type", "text/html; charset=\"windows-1252\"");
                response.getWriter().print("<p>Grüße</p>");
              }),
          entry(
              "utf-16",
              (request, response) -> {
                response.setContentType("text/html;charset=UTF-16");
                response.getWriter().print(UMLAUTS);
              }),
          entry(
              "locale",
              (request, response) -> {
                response.setContentType("text/html");
                response.setLocale(Locale.JAPAN);
                response.getWriter().print("<p>日本</p>");
              }),
          entry(
              "stream",
              (request, response) -> {
                response.setContentType("text/html;charset=UTF-8");
                response.getOutputStream().write(UMLAUTS.getBytes(StandardCharsets.UTF_8));
              }),
          entry("prints", BodyScenes::prints),
          entry("pieces", BodyScenes::pieces),
          entry("exclusive", BodyScenes::exclusive),
          entry("facts", BodyScenes::facts),
          entry("committed", BodyScenes::committed),
          entry(
              "small-buffer",
              (request, response) -> {
                response.setBufferSize(16);
                response.setContentType("text/plain");
                response.getOutputStream().write(new byte[40]);
                response.getOutputStream().print("left: " + response.isCommitted());
              }),
          entry(
              "redirect-kept",
              (request, response) -> {
                response.setContentType("text/html");
                response.getWriter().print("<p>kept</p>");
                RedirectScenes.later(response, "/elsewhere", 307, false);
              }),
          entry(
              "length",
              (request, response) -> {
                response.setContentLength(5);
                response.getOutputStream().print("12345");
              }),
          entry(
              "length-long",
              (request, response) -> {
                response.setContentLengthLong(5);
                response.getWriter().print("12345");
              }),
          entry(
              "length-header",
              (request, response) -> {
                response.setContentType("text/html");
                response.setHeader("Content-Length", "12");
                response.getOutputStream().print("<p>html!</p>");
              }),
          entry(
              "length-int-header",
              (request, response) -> {
                response.setContentType("text/html");
                response.setIntHeader("content-length", 12);
                response.getWriter().print("<p>html!</p>");
              }),
          entry(
              "length-only",
              (request, response) -> {
                response.setContentType("text/html");
                response.setContentLength(77);
              }),
          entry(
              "closed",
              (request, response) -> {
                PrintWriter writer = response.getWriter();
                writer.print("closed");
                writer.close();
                writer.print("never seen");
                CookieScenes.track(response);
              }),
          entry(
              "flushes",
              (request, response) -> {
                response.setContentType("text/event-stream");
                PrintWriter writer = response.getWriter();
                for (int i = 0; i < 5; i++) {
                  writer.print("data: " + i + "\n\n");
                  writer.flush();
                }
              }),
          entry(
              "forward-big",
              (request, response) -> {
                CookieScenes.track(response);
                request.getRequestDispatcher("/jsp/big.jsp").forward(request, response);
              }),
          entry(
              "forward-static",
              (request, response) -> {
                CookieScenes.track(response);
                request.getRequestDispatcher("/page.html").forward(request, response);
              }),
          entry(
              "forward-after-writer",
              (request, response) -> {
                response.getWriter().print("never seen");
                request.getRequestDispatcher("/page.html").forward(request, response);
              }),
          entry(
              "include-static",
              (request, response) -> {
                response.setContentType("text/html;charset=UTF-8");
                response.getWriter().print("<div>");
                request.getRequestDispatcher("/page.html").include(request, response);
                response.getWriter().print("</div>");
              }),
          entry(
              "include-jsp",
              (request, response) -> {
                response.setContentType("text/html;charset=UTF-8");
                response.getWriter().print("<div>");
                request.getRequestDispatcher("/jsp/cookie.jsp").include(request, response);
                response.getWriter().print("</div>");
              }),
          entry("non-blocking", BodyScenes::nonBlocking),
          entry("echo", BodyScenes::echo),
          entry(
              "blocking-echo",
              (request, response) -> {
                response.setContentType("application/octet-stream");
                request.getInputStream().transferTo(response.getOutputStream());
              }),
          entry(
              "parameters",
              (request, response) ->
                  say(response, String.join("|", request.getParameterValues("p")))));

  @Override
  Map<String, Scene> scenes() {
    return SCENES;
  }

  /** Every way of a stream to take something. */
  private static void prints(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/html;charset=UTF-8");
    ServletOutputStream out = response.getOutputStream();
    out.print("<i>");
    out.print(true);
    out.print('c');
    out.print(1);
    out.print(2L);
    out.print(3.5f);
    out.print(4.5d);
    out.println();
    out.println("line");
    out.println(false);
    out.write('w');
    out.write("0123456789".getBytes(StandardCharsets.US_ASCII), 3, 4);
    out.flush();
    out.print("</i>");
    out.close();
  }

  /** Tags and characters that fall apart between two writes. */
  private static void pieces(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/html;charset=UTF-8");
    PrintWriter writer = response.getWriter();
    for (int round = 0; round < 2000; round++) {
      for (int i = 0; i < UMLAUTS.length(); i++) {
        writer.write(UMLAUTS.charAt(i));
      }
    }
    writer.write("<unfinished");
  }

  private static void exclusive(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    StringJoiner found = new StringJoiner(";");
    response.getOutputStream();
    found.add("writer after stream " + failure(response::getWriter));
    found.add("stream twice " + failure(response::getOutputStream));
    response.reset();
    PrintWriter writer = response.getWriter();
    found.add("stream after reset and writer " + failure(response::getOutputStream));
    found.add("same writer " + (writer == response.getWriter()));
    response.getWriter().println(found);
  }

  private static void facts(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    StringJoiner facts = new StringJoiner(";");
    facts.add("buffer " + (response.getBufferSize() >= 8192));
    facts.add("type " + response.getContentType());
    facts.add("encoding " + response.getCharacterEncoding());
    facts.add("locale " + response.getLocale());
    facts.add("committed " + response.isCommitted());
    facts.add("status " + response.getStatus());
    response.setContentType("text/plain");
    facts.add("type " + response.getContentType());
    facts.add("encoding " + response.getCharacterEncoding());
    PrintWriter writer = response.getWriter();
    facts.add("type " + response.getContentType());
    facts.add("encoding " + response.getCharacterEncoding());
    writer.print("x".repeat(20_000));
    facts.add("committed " + response.isCommitted());
    writer.print(facts);
  }

  private static void committed(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    StringJoiner found = new StringJoiner(";");
    PrintWriter writer = response.getWriter();
    writer.print("begun");
    found.add("buffer size " + failure(() -> response.setBufferSize(100_000)));
    writer.flush();
    found.add("committed " + response.isCommitted());
    found.add("reset " + failure(response::reset));
    found.add("resetBuffer " + failure(response::resetBuffer));
    found.add("sendError " + failure(() -> response.sendError(500)));
    found.add("sendRedirect " + failure(() -> response.sendRedirect("/")));
    writer.print(found);
  }

  /** Writes some 400 KB, as much at a time as the container is ready for. */
  private static void nonBlocking(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    CookieScenes.track(response);
    response.setContentType("text/html;charset=UTF-8");
    AsyncContext async = request.startAsync();
    ServletOutputStream out = async.getResponse().getOutputStream();
    byte[] page = "<p>a paragraph, written when ready</p>\n".getBytes(StandardCharsets.US_ASCII);
    out.setWriteListener(
        new WriteListener() {
          private int left = 10_000;

          @Override
          public void onWritePossible() throws IOException {
            while (out.isReady()) {
              if (left-- == 0) {
                async.complete();
                return;
              }
              out.write(page);
            }
          }

          @Override
          public void onError(Throwable problem) {
            async.complete();
          }
        });
  }

  /** Sends back what it reads, when there is something to read. */
  private static void echo(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    AsyncContext async = request.startAsync();
    ServletInputStream in = request.getInputStream();
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    in.setReadListener(
        new ReadListener() {
          @Override
          public void onDataAvailable() throws IOException {
            byte[] some = new byte[4096];
            while (in.isReady()) {
              int n = in.read(some);
              if (n < 0) {
                return;
              }
              read.writeBytes(Arrays.copyOf(some, n));
            }
          }

          @Override
          public void onAllDataRead() throws IOException {
            HttpServletResponse later = (HttpServletResponse) async.getResponse();
            CookieScenes.track(later);
            later.setContentType("application/octet-stream");
            read.writeTo(later.getOutputStream());
            async.complete();
          }

          @Override
          public void onError(Throwable problem) {
            async.complete();
          }
        });
  }

  /** What a call throws, by its class; the servers' messages differ. */
  private static String failure(Call call) {
    try {
      call.run();
      return "nothing";
    } catch (Exception e) {
      return List.of(IllegalStateException.class, IOException.class).stream()
          .filter(type -> type.isInstance(e))
          .map(Class::getSimpleName)
          .findFirst()
          .orElseGet(e::toString);
    }
  }

  /** A call that may fail. */
  @FunctionalInterface
  private interface Call {
    void run() throws Exception;
  }
}
