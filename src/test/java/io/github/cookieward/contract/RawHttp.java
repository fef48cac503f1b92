package io.github.cookieward.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;

/**
 * HTTP/1.1 over a bare socket, one request a connection: what it reports is what came, where a real
 * client would tidy up. Only the framing is understood (RFC 9112, 6 and 7).
 */
final class RawHttp {
  private static final int PATIENCE_MILLIS = 60_000;

  private RawHttp() {}

  /** Sends the request, its body in pieces of {@code pieces} bytes, and reads to the end. */
  static RawResponse send(int port, RawRequest request, int pieces) {
    try (Socket socket = new Socket()) {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      OutputStream out = socket.getOutputStream();
      out.write(request.head());
      out.flush();
      byte[] body = request.body().getBytes(ISO_8859_1);
      for (int at = 0; at < body.length; at += pieces) {
        out.write(body, at, Math.min(pieces, body.length - at));
        out.flush();
      }
      return parse(all(socket.getInputStream()), request.method().equals("HEAD"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static RawResponse send(int port, RawRequest request) {
    return send(port, request, 8192);
  }

  private static byte[] all(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] some = new byte[8192];
    try {
      for (int n = in.read(some); n >= 0; n = in.read(some)) {
        all.write(some, 0, n);
      }
    } catch (SocketException reset) {
      if (all.size() == 0) {
        throw reset;
      } // A server that refuses may reset after its answer.
    }
    return all.toByteArray();
  }

  /** Reads the bytes of one connection. */
  static RawResponse parse(byte[] bytes, boolean headOnly) {
    Cursor cursor = new Cursor(bytes);
    List<String> interim = new ArrayList<>();
    List<String> head = cursor.head();
    while (!head.isEmpty() && head.get(0).matches("HTTP/1\\.1 1(?!01).*")) {
      interim.add(String.join("\r\n", head));
      head = cursor.head();
    }
    String wire = new String(bytes, ISO_8859_1);
    if (head.isEmpty() || !head.get(0).matches("HTTP/1\\.[01] \\d{3}.*")) {
      throw new AssertionError("no HTTP answer: \"" + wire + "\"");
    }
    List<RawField> fields = head.stream().skip(1).map(RawField::parse).toList();
    RawResponse bare =
        new RawResponse(interim, head.get(0), fields, "", List.of(), cursor.atEnd(), wire);
    if (headOnly || bare.status() == 304 || bare.status() == 204) {
      return bare;
    }
    if (bare.value("Transfer-Encoding").filter("chunked"::equalsIgnoreCase).isPresent()) {
      return chunked(bare, cursor);
    }
    String body = cursor.rest();
    boolean whole =
        bare.value("Content-Length")
            .map(Integer::valueOf)
            .map(n -> n == body.length())
            .orElse(true);
    return with(bare, body, List.of(), whole);
  }

  private static RawResponse chunked(RawResponse bare, Cursor cursor) {
    StringBuilder body = new StringBuilder();
    while (!cursor.atEnd()) {
      int length = Integer.parseInt(cursor.line().split(";", 2)[0].strip(), 16);
      if (length == 0) {
        List<RawField> trailers = cursor.head().stream().map(RawField::parse).toList();
        return with(bare, body.toString(), trailers, cursor.atEnd());
      }
      body.append(cursor.take(length));
      cursor.line();
    }
    return with(bare, body.toString(), List.of(), false);
  }

  private static RawResponse with(
      RawResponse bare, String body, List<RawField> trailers, boolean whole) {
    return new RawResponse(
        bare.interim(), bare.statusLine(), bare.fields(), body, trailers, whole, bare.wire());
  }

  /** A place in the bytes that came. */
  private static final class Cursor {
    private final byte[] bytes;
    private int at;

    Cursor(byte[] bytes) {
      this.bytes = bytes;
    }

    boolean atEnd() {
      return at >= bytes.length;
    }

    /** The lines up to an empty one. */
    List<String> head() {
      List<String> lines = new ArrayList<>();
      while (!atEnd()) {
        String line = line();
        if (line.isEmpty()) {
          break;
        }
        lines.add(line);
      }
      return lines;
    }

    String line() {
      int end = at;
      while (end < bytes.length && bytes[end] != '\n') {
        end++;
      }
      int text = end > at && bytes[end - 1] == '\r' ? end - 1 : end;
      String line = new String(bytes, at, text - at, ISO_8859_1);
      at = Math.min(end + 1, bytes.length);
      return line;
    }

    String take(int length) {
      String taken = new String(bytes, at, Math.min(length, bytes.length - at), ISO_8859_1);
      at += taken.length();
      return taken;
    }

    String rest() {
      return take(bytes.length - at);
    }
  }
}
