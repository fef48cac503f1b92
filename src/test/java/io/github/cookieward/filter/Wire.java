package io.github.cookieward.filter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** A client that sees every byte: duplicates, odd names and empty fields included. */
final class Wire implements AutoCloseable {
  /** What came back. */
  record Answer(int status, List<String> fields, String body) {
    /** The values of a field, in their order; the name in any case, blanks and all. */
    List<String> all(String name) {
      List<String> values = new ArrayList<>();
      for (String field : fields) {
        int colon = field.indexOf(':');
        if (field.substring(0, colon).trim().equalsIgnoreCase(name)) {
          values.add(field.substring(colon + 1).trim());
        }
      }
      return values;
    }

    List<String> cookies() {
      return all("Set-Cookie");
    }

    private static boolean removes(String field) {
      return field.matches(".*(Max-Age=0|Expires=Thu, 01.Jan.1970).*");
    }

    /** The names of the cookies that are set, each once, without those that are only removed. */
    List<String> kept() {
      return cookies().stream()
          .filter(field -> !removes(field))
          .map(field -> field.substring(0, Math.max(0, field.indexOf('='))).trim())
          .distinct()
          .toList();
    }

    /** The names of the cookies that are removed, each once. */
    List<String> removed() {
      return cookies().stream()
          .filter(Answer::removes)
          .map(field -> field.substring(0, field.indexOf('=')))
          .distinct()
          .toList();
    }
  }

  private final Socket socket;
  private final InputStream in;

  Wire(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(20_000);
    in = new java.io.BufferedInputStream(socket.getInputStream(), 1 << 16);
  }

  /** Sends one request as it stands and reads one answer. */
  Answer send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
    socket.getOutputStream().flush();
    Answer head = head();
    while (head.status() >= 100 && head.status() < 200 && head.status() != 101) {
      head = head();
    }
    boolean bodiless = text.startsWith("HEAD ") || head.status() == 204 || head.status() == 304;
    return new Answer(head.status(), head.fields(), bodiless ? "" : body(head));
  }

  /** A GET, on a connection that stays open. */
  Answer get(String path, String... fields) throws IOException {
    return send(request("GET", path, fields));
  }

  static String request(String method, String path, String... fields) {
    StringBuilder text = new StringBuilder(method).append(' ').append(path);
    text.append(" HTTP/1.1\r\nHost: shop.example.com\r\n");
    for (String field : fields) {
      text.append(field).append("\r\n");
    }
    return text.append("\r\n").toString();
  }

  private Answer head() throws IOException {
    String status = line();
    List<String> fields = new ArrayList<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      fields.add(line);
    }
    return new Answer(Integer.parseInt(status.substring(9, 12)), fields, "");
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the server closed the connection within a line: " + line);
      }
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(ISO_8859_1);
  }

  private String body(Answer head) throws IOException {
    if (head.all("Transfer-Encoding").contains("chunked")) {
      StringBuilder body = new StringBuilder();
      for (int size = Integer.parseInt(line(), 16); size > 0; size = Integer.parseInt(line(), 16)) {
        body.append(new String(in.readNBytes(size), ISO_8859_1));
        line();
      }
      while (!line().isEmpty()) {
        // trailers
      }
      return body.toString();
    }
    List<String> length = head.all("Content-Length");
    byte[] body =
        length.isEmpty() ? in.readAllBytes() : in.readNBytes(Integer.parseInt(length.get(0)));
    return new String(body, ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
