package io.github.cookieward.enforcement;

import io.github.cookieward.catalogue.BuiltIn;
import io.github.cookieward.catalogue.Service;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The globals of known services that a site's own scripts call, as facts: tab-separated lines in
 * {@code stand-ins.tsv}. Where a script of such a service is withheld, the page's guard puts
 * something in their place that does nothing, so that the site's own scripts go on.
 */
final class StandIns {
  private static final Map<String, String> GLOBALS =
      Signatures.lines("stand-ins.tsv").stream()
          .map(line -> line.split("\t"))
          .collect(Collectors.toUnmodifiableMap(fields -> fields[0], fields -> fields[1]));

  /** The same by their hosts: a site may have declared a service in its own words. */
  private static final Map<String, String> BY_HOST =
      GLOBALS.keySet().stream()
          .flatMap(id -> BuiltIn.service(id).stream())
          .flatMap(
              service -> hosts(service).map(host -> Map.entry(host, GLOBALS.get(service.id()))))
          .collect(
              Collectors.toUnmodifiableMap(
                  Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one + " " + other));

  private static final Set<String> NAMES =
      Stream.concat(
              Signatures.BUILT_IN.services().keySet().stream(),
              GLOBALS.values().stream().flatMap(names -> Arrays.stream(names.split(" "))))
          .collect(Collectors.toUnmodifiableSet());

  private StandIns() {}

  /** Those of a service, with spaces between them; empty for none. */
  static String of(Service service) {
    String known = GLOBALS.get(service.id());
    return known != null
        ? known
        : hosts(service)
            .flatMap(host -> Stream.iterate(host, h -> h.contains("."), StandIns::parent))
            .map(host -> BY_HOST.getOrDefault(host, ""))
            .distinct()
            .collect(Collectors.joining(" "))
            .strip();
  }

  private static Stream<String> hosts(Service service) {
    return service.addresses().stream()
        .map(address -> address.split("/", 2)[0].toLowerCase(Locale.ROOT))
        .filter(host -> !host.isEmpty());
  }

  private static String parent(String host) {
    return host.substring(host.indexOf('.') + 1);
  }

  /** Whether a name is a global of any service, be it called or set. */
  static boolean isGlobal(String name) {
    return NAMES.contains(name);
  }
}
