package io.github.cookieward.filter;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a style sheet or a module may be compressed that has to be read on its way: as it can be
 * undone here. A server that has files ready in other codings then sends these.
 */
final class FileCodings {
  private static final Set<String> READABLE = Set.of("gzip", "x-gzip", "deflate", "identity");

  private FileCodings() {}

  /** Whether a field of a request is about it. */
  static boolean concern(@Nullable String name) {
    return "Accept-Encoding".equalsIgnoreCase(name);
  }

  static boolean asksForSheet(HttpServletRequest request) {
    return "style".equals(request.getHeader("Sec-Fetch-Dest"))
        || request.getRequestURI().toLowerCase(Locale.ROOT).endsWith(".css");
  }

  /** What the application may know of the codings that the browser takes. */
  static List<String> visible(HttpServletRequest request) {
    List<String> lines = Deployment.fields(request, "Accept-Encoding");
    String readable =
        lines.stream()
            .flatMap(line -> Stream.of(line.split(",", -1)))
            .map(String::strip)
            .filter(FileCodings::isReadable)
            .collect(Collectors.joining(", "));
    return lines.isEmpty() || readable.isEmpty() ? List.of() : List.of(readable);
  }

  private static boolean isReadable(String coding) {
    return READABLE.contains(coding.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
  }
}
