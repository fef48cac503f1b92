package io.github.cookieward.leaks;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The further files of the cases, at {@code /file/<run>/<group>/<name>/<file>}. */
final class FileServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("js", "text/javascript"),
          Map.entry("css", "text/css"),
          Map.entry("html", "text/html;charset=utf-8"),
          Map.entry("htm", "text/html"), // which names no encoding
          Map.entry("svg", "image/svg+xml"),
          Map.entry("xhtml", "application/xhtml+xml"),
          Map.entry("xml", "text/xml"),
          Map.entry("xsl", "text/xsl"),
          Map.entry("txt", "text/plain"),
          Map.entry("json", "application/json"),
          Map.entry("rules", "application/speculationrules+json"),
          Map.entry("webmanifest", "application/manifest+json"));

  private final transient Map<String, LeakCase> cases;
  private final transient Sightings sightings;

  FileServlet(List<CasePage> pages, Sightings sightings) {
    this.cases =
        pages.stream()
            .flatMap(page -> page.cases().stream())
            .collect(Collectors.toMap(LeakCase::key, Function.identity()));
    this.sightings = sightings;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String[] parts = request.getRequestURI().split("/", 6); // "", "file", run, group, name, file
    LeakCase one = parts.length < 6 ? null : cases.get(parts[3] + "/" + parts[4]);
    String file = one == null ? null : one.files().get(parts[5]);
    if (one == null || file == null) {
      response.setStatus(404);
      return;
    }
    if (request.getParameter("note") != null) {
      sightings.note(one.id(parts[2]));
    }
    String cookie = request.getParameter("set");
    if (cookie != null) {
      response.addHeader("Set-Cookie", cookie + "=1; Path=/");
    }
    response.setContentType(TYPES.get(parts[5].substring(parts[5].lastIndexOf('.') + 1)));
    response.getOutputStream().write(one.fill(file, parts[2]).getBytes(UTF_8));
  }
}
