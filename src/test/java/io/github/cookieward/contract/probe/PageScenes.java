package io.github.cookieward.contract.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

/** Whole pages, by every way that a page can take to the browser. */
public final class PageScenes extends Scenes {
  private static final String PAGE =
      "<!DOCTYPE html>\n<html lang=\"de\"><head><title>Grüße</title></head>\n<body>"
          + "<p>日本, größer als ein Puffer</p>\n".repeat(700)
          + "</body></html>\n";

  private static final CountDownLatch RELEASED = new CountDownLatch(1);

  private static final Map<String, Scene> SCENES =
      Map.ofEntries(
          entry("writer", (request, response) -> html(response).print(PAGE)),
          entry(
              "stream",
              (request, response) -> stream(response, "UTF-8").write(PAGE.getBytes(UTF_8))),
          entry(
              "writer-pieces",
              (request, response) -> {
                PrintWriter out = html(response);
                for (int i = 0; i < PAGE.length(); i++) {
                  out.write(PAGE.charAt(i));
                }
              }),
          entry(
              "stream-pieces",
              (request, response) -> {
                OutputStream out = stream(response, "UTF-8");
                for (byte b : PAGE.getBytes(UTF_8)) {
                  out.write(b);
                }
              }),
          entry(
              "no-charset",
              (request, response) -> {
                response.setContentType("text/html");
                response.getOutputStream().write(PAGE.getBytes(UTF_8));
              }),
          entry(
              "no-type",
              (request, response) -> response.getOutputStream().write(PAGE.getBytes(UTF_8))),
          entry(
              "length",
              (request, response) -> {
                response.setContentLength(PAGE.getBytes(UTF_8).length);
                stream(response, "UTF-8").write(PAGE.getBytes(UTF_8));
              }),
          entry(
              "length-header",
              (request, response) -> {
                response.setHeader("content-length", "" + PAGE.getBytes(UTF_8).length);
                response.addHeader("Content-Length", "" + PAGE.getBytes(UTF_8).length);
                html(response).print(PAGE);
              }),
          entry(
              "length-said",
              (request, response) -> {
                byte[] page = PAGE.getBytes(UTF_8);
                response.setContentLength(page.length);
                OutputStream out = stream(response, "UTF-8");
                if (!request.getMethod().equals("HEAD")) {
                  out.write(page);
                }
              }),
          entry(
              "closed",
              (request, response) -> {
                PrintWriter out = html(response);
                out.print(PAGE);
                out.close();
              }),
          entry(
              "reset",
              (request, response) -> {
                html(response).print("<html><head></head><body>never seen<unfin");
                response.reset();
                stream(response, "UTF-8").write(PAGE.getBytes(UTF_8));
              }),
          entry(
              "reset-buffer",
              (request, response) -> {
                PrintWriter out = html(response);
                out.print("<html><head></head><body>never seen<unfin");
                response.resetBuffer();
                out.print(PAGE);
              }),
          entry(
              "late-redirect",
              (request, response) -> {
                byte[] page = new byte[response.getBufferSize() - 100];
                Arrays.fill(page, (byte) ' ');
                System.arraycopy(PAGE.getBytes(UTF_8), 0, page, 0, 2_000);
                OutputStream out = stream(response, "UTF-8");
                for (int at = 0; at < page.length; at += 1_000) { // Jetty keeps no large piece
                  out.write(page, at, Math.min(1_000, page.length - at));
                }
                response.sendRedirect("/elsewhere");
              }),
          entry(
              "forward-after-writer",
              (request, response) -> {
                html(response).print("<html><head></head><body>never seen<unfin");
                request.getRequestDispatcher("/page.html").forward(request, response);
              }),
          entry(
              "forward",
              (request, response) ->
                  request.getRequestDispatcher("/pages/writer").forward(request, response)),
          entry(
              "forward-jsp",
              (request, response) ->
                  request.getRequestDispatcher("/jsp/big.jsp").forward(request, response)),
          entry(
              "named",
              (request, response) ->
                  request
                      .getServletContext()
                      .getNamedDispatcher("named-page")
                      .forward(request, response)),
          entry(
              "include",
              (request, response) -> {
                PrintWriter out = html(response);
                out.print("<html><head>");
                request.getRequestDispatcher("/pages/part").include(request, response);
                out.print("<title>t</title></head><body>");
                request.getRequestDispatcher("/pages/part").include(request, response);
                out.print("</body></html>");
              }),
          entry(
              "part",
              (request, response) -> {
                response.setContentLength(3);
                response.setHeader("Content-Encoding", "br");
                response.getWriter().print("<!-- a part -->");
              }),
          entry(
              "error",
              (request, response) -> {
                html(response).print("<unfin");
                response.sendError(501);
              }),
          entry("error-page", (request, response) -> html(response).print(PAGE)),
          entry(
              "async",
              (request, response) -> {
                AsyncContext async = request.startAsync();
                new Thread(() -> later(async)).start();
              }),
          entry(
              "async-dispatch",
              (request, response) -> request.startAsync().dispatch("/pages/writer")),
          entry("non-blocking", PageScenes::nonBlocking),
          entry("gzip", (request, response) -> coded(response, "gzip")),
          entry("deflate", (request, response) -> coded(response, "deflate")),
          entry("br", (request, response) -> coded(response, "br")),
          entry(
              "utf-16",
              (request, response) ->
                  stream(response, "UTF-16").write(PAGE.getBytes(StandardCharsets.UTF_16))),
          entry(
              "utf-16-writer",
              (request, response) -> {
                response.setContentType("text/html;charset=UTF-16");
                response.getWriter().print(PAGE);
              }),
          entry(
              "iso-2022-jp",
              (request, response) ->
                  stream(response, "ISO-2022-JP")
                      .write(
                          PAGE.replace("ü", "u")
                              .replace("ö", "o")
                              .replace("ß", "s")
                              .getBytes(Charset.forName("ISO-2022-JP")))),
          entry(
              "slow",
              (request, response) -> {
                PrintWriter out = html(response);
                out.print("<html><head></head><body><p>first</p><unfin");
                out.flush();
                RELEASED.await(20, TimeUnit.SECONDS);
                out.print("ished>last</body></html>");
              }),
          entry(
              "release",
              (request, response) -> {
                RELEASED.countDown();
                say(response, "released");
              }),
          entry(
              "etag",
              (request, response) -> {
                response.setHeader("ETag", "\"v1\"");
                response.setHeader("Cache-Control", "public, max-age=60, s-maxage=600");
                String known = request.getHeader("If-None-Match");
                if ("\"v1\"".equals(known)) {
                  response.setStatus(304);
                } else {
                  html(response).print(PAGE);
                }
              }),
          entry(
              "dated",
              (request, response) -> {
                response.setDateHeader("Last-Modified", 1_000_000_000_000L);
                if (request.getDateHeader("If-Modified-Since") >= 1_000_000_000_000L) {
                  response.setStatus(304);
                } else {
                  html(response).print(PAGE);
                }
              }),
          entry(
              "fragment", (request, response) -> html(response).print("<p>a part of a page</p>")));

  @Override
  Map<String, Scene> scenes() {
    return SCENES;
  }

  private static PrintWriter html(HttpServletResponse response) throws IOException {
    response.setContentType("text/html;charset=UTF-8");
    return response.getWriter();
  }

  private static ServletOutputStream stream(HttpServletResponse response, String charset)
      throws IOException {
    response.setContentType("text/html;charset=" + charset);
    return response.getOutputStream();
  }

  private static void later(AsyncContext async) {
    try {
      html((HttpServletResponse) async.getResponse()).print(PAGE);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    async.complete();
  }

  private static void coded(HttpServletResponse response, String coding) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream zip =
        coding.equals("gzip") ? new GZIPOutputStream(bytes) : new DeflaterOutputStream(bytes)) {
      zip.write(PAGE.getBytes(UTF_8));
    }
    response.setHeader("Content-Encoding", coding);
    response.setContentLength(bytes.size());
    bytes.writeTo(stream(response, "UTF-8"));
  }

  /** Writes when the container is ready, some bytes at a time, and nothing after the body's end. */
  private static void nonBlocking(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    AsyncContext async = request.startAsync();
    ServletOutputStream out = stream((HttpServletResponse) async.getResponse(), "UTF-8");
    byte[] page = PAGE.getBytes(UTF_8);
    out.setWriteListener(
        new WriteListener() {
          private int at;

          @Override
          public void onWritePossible() throws IOException {
            while (out.isReady()) {
              if (at == page.length) {
                async.complete();
                return;
              }
              int n = Math.min(777, page.length - at);
              out.write(page, at, n);
              at += n;
            }
          }

          @Override
          public void onError(Throwable problem) {
            async.complete();
          }
        });
  }
}
