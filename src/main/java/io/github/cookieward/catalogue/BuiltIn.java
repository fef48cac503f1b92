package io.github.cookieward.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cookieward.consent.Category;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The services that come with the jar, as facts: tab-separated lines in {@code services.tsv}, their
 * cookies in {@code cookies.tsv}, and in {@code frameworks.tsv} the names that frameworks need,
 * which alone are essential without a site's word.
 */
public final class BuiltIn {
  private static final Map<String, Service> SERVICES = read();

  private BuiltIn() {}

  /** All of them, in the order of their ids. */
  public static Collection<Service> services() {
    return SERVICES.values();
  }

  /** Only those that frameworks need: sessions, sign-in, load balancers and the like. */
  public static List<Service> essential() {
    return SERVICES.values().stream()
        .filter(service -> service.category().equals(Category.ESSENTIAL))
        .toList();
  }

  /** One of them, by its id. */
  public static Optional<Service> service(String id) {
    return Optional.ofNullable(SERVICES.get(id));
  }

  private static Map<String, Service> read() {
    Map<String, Service.Builder> builders = new LinkedHashMap<>();
    for (String[] line : lines("services.tsv", 9)) {
      Service.Builder service =
          Service.builder(line[0], new Category(line[2]))
              .name(line[1])
              .thirdParty(line[3].equals("third"))
              .controller(line[4])
              .privacy(line[5]);
      words(line[6]).forEach(service::address);
      words(line[7]).forEach(service::storageKey);
      words(line[8]).forEach(service::parameter);
      builders.put(line[0], service);
    }
    for (String[] line : lines("cookies.tsv", 4)) {
      Objects.requireNonNull(builders.get(line[0]), line[0]).cookie(rule(line, ""));
    }
    for (String[] line : lines("frameworks.tsv", 5)) {
      Objects.requireNonNull(builders.get(line[0]), line[0]).cookie(rule(line, line[4]));
    }
    Map<String, Service> services = new LinkedHashMap<>();
    builders.forEach((id, builder) -> services.put(id, builder.build()));
    return services;
  }

  private static CookieRule rule(String[] line, String purpose) {
    CookieRule.Kind kind = CookieRule.Kind.valueOf(line[1].toUpperCase(Locale.ROOT));
    return new CookieRule(kind, line[2], "", "", false, line[3], purpose);
  }

  private static List<String> words(String field) {
    return field.isEmpty() ? List.of() : List.of(field.split(" "));
  }

  private static List<String[]> lines(String file, int fields) {
    try (InputStream in = Objects.requireNonNull(BuiltIn.class.getResourceAsStream(file), file);
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, UTF_8))) {
      return reader
          .lines()
          .filter(line -> !line.startsWith("#") && !line.isBlank())
          .map(line -> java.util.Arrays.copyOf(line.split("\t", -1), fields))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the jar's own catalogue cannot be read: " + file, e);
    }
  }
}
