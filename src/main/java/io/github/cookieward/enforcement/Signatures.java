package io.github.cookieward.enforcement;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The global names by which inline scripts of known services are told, as facts: tab-separated
 * lines in {@code signatures.tsv}. Immutable.
 */
final class Signatures {
  static final Signatures BUILT_IN = new Signatures(lines("signatures.tsv"));

  private static final int ASCII = 128;
  private static final int LONGEST = 32;

  private record Signature(String service, Set<String> follows) {}

  private final Map<String, Signature> names = new HashMap<>();

  /** Of each first character, the lengths that names have: most words are none of them. */
  private final int[] lengths = new int[ASCII];

  private Signatures(List<String> lines) {
    for (String line : lines) {
      String[] fields = line.split("\t");
      names.put(fields[0], new Signature(fields[1], Set.of(fields[2].split(" "))));
      lengths[fields[0].charAt(0)] |= 1 << fields[0].length();
    }
  }

  /** Each name and its service's id. */
  Map<String, String> services() {
    Map<String, String> services = new HashMap<>();
    names.forEach((name, signature) -> services.put(name, signature.service()));
    return services;
  }

  /** Whether a word may be one of the names, by its beginning and length. */
  boolean mayBe(String text, int from, int to) {
    char first = text.charAt(from);
    int length = to - from;
    return first < ASCII && length < LONGEST && (lengths[first] >>> length & 1) != 0;
  }

  /**
   * The service whose name stands in a script, where what follows shows that it is that one.
   *
   * @param follows {@code (word}, {@code .word}, {@code =}, {@code [}, or empty
   */
  Optional<String> service(
      String text, int from, int to, java.util.function.IntFunction<String> follows) {
    Signature signature = names.get(text.substring(from, to));
    if (signature == null) {
      return Optional.empty();
    }
    String next = follows.apply(to);
    boolean known =
        !next.isEmpty()
            && (signature.follows().contains("*")
                || signature.follows().contains(next)
                || signature.follows().contains(next.substring(0, 1)));
    return known ? Optional.of(signature.service()) : Optional.empty();
  }

  /** The lines of a file of facts beside this class. */
  static List<String> lines(String file) {
    try (InputStream in = Objects.requireNonNull(Signatures.class.getResourceAsStream(file), file);
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, UTF_8))) {
      return reader.lines().filter(line -> !line.startsWith("#") && !line.isBlank()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException("the jar's own " + file + " cannot be read", e);
    }
  }
}
