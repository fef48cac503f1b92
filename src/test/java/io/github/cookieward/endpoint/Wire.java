package io.github.cookieward.endpoint;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cookieward.consent.Signals;
import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.enforcement.Enforcer;
import io.github.cookieward.enforcement.Settings;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** A real server with the endpoint behind a filter of three lines, spoken to byte by byte. */
final class Wire implements AutoCloseable {
  final Enforcer enforcer;
  private final Server server = new Server();
  private final ServerConnector connector;
  private final String context;
  private final List<String> cookies = new ArrayList<>();

  /** What came back. */
  record Reply(int status, List<String> headers, String body) {
    List<String> all(String name) {
      return headers.stream()
          .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
          .map(line -> line.substring(name.length() + 1).trim())
          .toList();
    }

    String header(String name) {
      return String.join(" | ", all(name));
    }

    /** The consent cookie that was set, as a browser sends it back. */
    Optional<String> consent() {
      return all("Set-Cookie").stream()
          .filter(line -> line.matches("(__Host-)?consent=[^;].*"))
          .map(line -> line.substring(0, line.indexOf(';')))
          .findFirst();
    }
  }

  Wire(Settings settings, String context, Filter... outer) throws Exception {
    this.context = context;
    enforcer = new Enforcer(settings, Clock.systemUTC());
    ConsentEndpoint endpoint = new ConsentEndpoint(enforcer);
    HttpConfiguration http = new HttpConfiguration();
    http.addCustomizer(new ForwardedRequestCustomizer());
    connector = new ServerConnector(server, new HttpConnectionFactory(http));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    ServletContextHandler handler = new ServletContextHandler(context.isEmpty() ? "/" : context);
    for (Filter filter : outer) {
      handler.addFilter(new FilterHolder(filter), "/*", EnumSet.of(DispatcherType.REQUEST));
    }
    Filter rim =
        (request, response, chain) -> {
          HttpServletRequest asked = (HttpServletRequest) request;
          if (endpoint.handles(asked)) {
            endpoint.serve(asked, (HttpServletResponse) response, begin(asked));
          } else {
            chain.doFilter(request, response);
          }
        };
    handler.addFilter(new FilterHolder(rim), "/*", EnumSet.of(DispatcherType.REQUEST));
    handler.addServlet(new ServletHolder(new Application()), "/*");
    server.setHandler(handler);
    server.start();
  }

  private static final class Application extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().print("the application");
    }
  }

  private Enforcement begin(HttpServletRequest request) {
    return enforcer.begin(
        Collections.list(request.getHeaders("Cookie")),
        request.isSecure(),
        Signals.read(Collections.list(request.getHeaders("Sec-GPC"))));
  }

  String host() {
    return "127.0.0.1:" + connector.getLocalPort();
  }

  /** Sends this cookie with every request from now on. */
  Wire holding(String pair) {
    cookies.add(pair);
    return this;
  }

  Reply get(String path, String... headers) throws IOException {
    return send("GET", path, "", headers);
  }

  /** A form of the same origin. */
  Reply post(String form, String... headers) throws IOException {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Content-Type: application/x-www-form-urlencoded");
    all.add("Sec-Fetch-Site: same-origin");
    return send("POST", context + "/consent", form, all.toArray(String[]::new));
  }

  /** An answer of the same origin, in JSON. */
  Reply postJson(String json, String... headers) throws IOException {
    List<String> all = new ArrayList<>(List.of(headers));
    all.add("Content-Type: application/json; charset=utf-8");
    all.add("Sec-Fetch-Site: same-origin");
    return send("POST", context + "/consent", json, all.toArray(String[]::new));
  }

  Reply send(String method, String path, String body, String... headers) throws IOException {
    return send(method, path, body.getBytes(UTF_8), headers);
  }

  Reply send(String method, String path, byte[] body, String... headers) throws IOException {
    StringBuilder head = new StringBuilder(method + " " + path + " HTTP/1.1\r\n");
    head.append("Connection: close\r\n");
    if (List.of(headers).stream().noneMatch(line -> line.startsWith("Host:"))) {
      head.append("Host: ").append(host()).append("\r\n");
    }
    if (!cookies.isEmpty()) {
      head.append("Cookie: ").append(String.join("; ", cookies)).append("\r\n");
    }
    for (String line : headers) {
      head.append(line).append("\r\n");
    }
    boolean framed =
        List.of(headers).stream()
            .anyMatch(l -> l.startsWith("Content-Length:") || l.startsWith("Transfer-Encoding:"));
    if (!framed && method.equals("POST")) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    head.append("\r\n");
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    request.write(head.toString().getBytes(ISO_8859_1));
    request.write(body);
    return raw(request.toByteArray());
  }

  Reply raw(byte[] request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort())) {
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request);
      socket.getOutputStream().flush();
      return read(socket.getInputStream().readAllBytes());
    }
  }

  private static Reply read(byte[] bytes) {
    String text = new String(bytes, UTF_8);
    int end = text.indexOf("\r\n\r\n");
    List<String> lines = List.of(text.substring(0, end).split("\r\n"));
    return new Reply(
        Integer.parseInt(lines.get(0).split(" ")[1]),
        lines.subList(1, lines.size()),
        text.substring(end + 4));
  }

  /** What holds for a visitor with the consent cookie of a reply. */
  Enforcement after(Reply reply) {
    return enforcer.begin(reply.consent().stream().toList(), false, Signals.NONE);
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the test's server does not stop", e);
    }
  }
}
