package io.github.cookieward.enforcement;

import io.github.cookieward.catalogue.Catalogue;
import io.github.cookieward.catalogue.Classification;
import io.github.cookieward.http.WebUrl;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the text of a script gives away: the services whose globals it calls, and where it also
 * loads or sends something, those whose hosts and endpoints it names. Words are compared, nothing
 * is run; the time grows with the length of the text. For one script.
 */
final class InlineScript {
  private static final int LONGEST_HOST = 253;
  private static final int LONGEST_PATH = 256;
  private static final Pattern ADDRESS = Pattern.compile("[:/\\\\]");

  /** Of what loads or sends, what puts something into the page by its address. */
  private static final Set<String> PUTS =
      Set.of("src", "srcset", "setAttribute", "write", "writeln", "getScript", "import", "from");

  /** What loads or sends where it is called. */
  private static final Set<String> CALLS =
      Set.of(
          "sendBeacon",
          "fetch",
          "importScripts",
          "import",
          "write",
          "writeln",
          "getScript",
          "ajax",
          "insertAdjacentHTML");

  /** What loads or sends where it is constructed. */
  private static final Set<String> CONSTRUCTORS =
      Set.of("Image", "XMLHttpRequest", "WebSocket", "EventSource", "Worker", "SharedWorker");

  /** What loads or sends where something is assigned to it. */
  private static final Set<String> PROPERTIES = Set.of("src", "srcset", "innerHTML", "outerHTML");

  /** By what a script names a window that its globals belong to. */
  static final Set<String> WINDOWS = Set.of("window", "self", "top", "parent", "globalThis");

  /** Of each first letter, the lengths of the words that are told from others by their text. */
  private static final int[] LOADING = new int[128];

  static {
    for (Set<String> words :
        List.of(CALLS, CONSTRUCTORS, PROPERTIES, Set.of("import", "from", "setAttribute"))) {
      words.forEach(word -> LOADING[word.charAt(0)] |= 1 << word.length());
    }
  }

  private final String text;
  private final Catalogue catalogue;
  private final Map<String, Classification> called = new LinkedHashMap<>();
  private final Map<String, Classification> named = new LinkedHashMap<>();
  private boolean loads;
  private boolean puts;
  private boolean imports;

  /**
   * What was read.
   *
   * @param services whose it is, by what gave it away
   * @param imports what it imports, as it is written: where that leads depends on the page
   * @param calls whether it gives itself away by the globals that it calls alone, and puts no other
   *     script or picture into the page
   */
  record Reading(Map<String, Classification> services, List<String> imports, boolean calls) {
    Reading withoutServices() {
      return new Reading(Map.of(), imports, false);
    }
  }

  private InlineScript(String text, Catalogue catalogue) {
    this.text = text;
    this.catalogue = catalogue;
  }

  static Reading read(String text, Catalogue catalogue) {
    Reading whole = readAll(text, catalogue);
    String code = whole.services().isEmpty() ? text : HandedData.without(text);
    return code.equals(text) ? whole : readAll(code, catalogue);
  }

  private static Reading readAll(String text, Catalogue catalogue) {
    InlineScript script = new InlineScript(text, catalogue);
    script.read();
    Map<String, Classification> services = new LinkedHashMap<>(script.called);
    if (script.loads) {
      services.putAll(script.named);
    }
    return new Reading(
        services.isEmpty() ? Map.of() : Collections.unmodifiableMap(services),
        script.imports ? addresses(text) : List.of(),
        !script.puts && services.size() == script.called.size());
  }

  /** What a script imports, but for what only an import map knows. */
  private static List<String> addresses(String text) {
    return ImportSpecifiers.of(text).stream()
        .flatMap(specifier -> specifier.addresses().stream())
        .filter(address -> address.startsWith(".") || ADDRESS.matcher(address).find())
        .distinct()
        .toList();
  }

  private void read() {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (ScriptScanner.isName(c)) {
        int start = at;
        at = ScriptScanner.endOfName(text, start);
        word(start, at);
      } else {
        if (ScriptScanner.isQuote(c) && at + 1 < text.length()) {
          path(at + 1);
        }
        at++;
      }
    }
  }

  private void word(int start, int end) {
    if (Signatures.BUILT_IN.mayBe(text, start, end) && isGlobal(start)) {
      Signatures.BUILT_IN
          .service(text, start, end, this::follows)
          .flatMap(catalogue::service)
          .ifPresent(s -> called.put(text.substring(start, end), Classification.of(s)));
    }
    if (loads(start, end)) {
      loads = true;
      puts |= PUTS.contains(text.substring(start, end));
    }
    if (mayBeginHost(start)) {
      host(start);
    }
  }

  // Names.

  /** Whether a name is no member of something else than the window. */
  private boolean isGlobal(int start) {
    if (start == 0 || text.charAt(start - 1) != '.') {
      return true;
    }
    int end = start - 1;
    int from = end;
    while (from > 0 && end - from < 10 && ScriptScanner.isName(text.charAt(from - 1))) {
      from--;
    }
    // A snippet has the window as an argument, under a name of one letter.
    String owner = text.substring(from, end);
    return owner.length() == 1 || WINDOWS.contains(owner);
  }

  private String follows(int end) {
    int at = skipBlanks(end);
    if (at == text.length()) {
      return "";
    }
    char c = text.charAt(at);
    return switch (c) {
      case '=' -> at + 1 < text.length() && text.charAt(at + 1) == '=' ? "" : "=";
      case '[' -> "[";
      case '?' -> text.startsWith("?.", at) ? "." + wordAt(skipBlanks(at + 2)) : "";
      case '.' -> "." + wordAt(skipBlanks(at + 1));
      case '(' -> {
        int argument = skipBlanks(at + 1);
        boolean quoted = argument < text.length() && ScriptScanner.isQuote(text.charAt(argument));
        yield quoted ? "(" + wordAt(argument + 1) : "(";
      }
      default -> "";
    };
  }

  private String wordAt(int from) {
    return text.substring(from, ScriptScanner.endOfName(text, from));
  }

  private int skipBlanks(int from) {
    int at = from;
    while (at < text.length() && at - from < LONGEST_PATH && text.charAt(at) <= ' ') {
      at++;
    }
    return at;
  }

  // What loads.

  private boolean loads(int start, int end) {
    int length = end - start;
    char first = text.charAt(start);
    if (first >= LOADING.length || length > 18 || (LOADING[first] >>> length & 1) == 0) {
      return false;
    }
    char next = text.charAt(Math.min(skipBlanks(end), text.length() - 1));
    String word = text.substring(start, end);
    imports |= word.equals("import") || word.equals("from");
    if (word.equals("import")) {
      return "({*".indexOf(next) >= 0 || ScriptScanner.isQuote(next);
    }
    if (word.equals("from")) {
      return ScriptScanner.isQuote(next);
    }
    if (word.equals("setAttribute")) {
      return follows(end).equals("(src") || follows(end).equals("(srcset");
    }
    return (next == '(' && CALLS.contains(word))
        || "(;.)".indexOf(next) >= 0 && CONSTRUCTORS.contains(word) && isConstructed(start)
        || next == '=' && start > 0 && text.charAt(start - 1) == '.' && PROPERTIES.contains(word);
  }

  private boolean isConstructed(int start) {
    int at = start;
    while (at > 0 && start - at < 16 && text.charAt(at - 1) <= ' ') {
      at--;
    }
    return at < start && text.startsWith("new", at - 3) || isMemberOfWindow(start);
  }

  private boolean isMemberOfWindow(int start) {
    return start > 0 && text.charAt(start - 1) == '.' && isGlobal(start);
  }

  // Hosts and paths.

  private boolean mayBeginHost(int start) {
    if (start == 0) {
      return false;
    }
    char before = text.charAt(start - 1);
    if (before == '.' && start > 1) {
      before = text.charAt(start - 2);
    }
    return ScriptScanner.isQuote(before) || before == '/' || before == '}' || before == '@';
  }

  private void host(int start) {
    int at = start;
    int lastDot = -1;
    while (at < text.length() && at - start < LONGEST_HOST && isHost(text.charAt(at))) {
      if (text.charAt(at) == '.') {
        lastDot = at;
      }
      at++;
    }
    if (lastDot < 0 || at - lastDot < 3 || !Character.isLetter(text.charAt(lastDot + 1))) {
      return;
    }
    String host = text.substring(start, at).toLowerCase(Locale.ROOT);
    WebUrl address = new WebUrl("https", host, 443, pathAt(at), "");
    catalogue.address(address).ifPresent(found -> named.put(host, found));
  }

  private void path(int from) {
    if (text.charAt(from) == '/' || text.startsWith("\\/", from)) {
      String path = pathAt(from);
      if (path.length() > 1 && !path.startsWith("//")) {
        catalogue.endpoint(path).ifPresent(found -> named.put(path, found));
      }
    }
  }

  /** A path as a script writes it, where a slash may have a backslash before it. */
  private String pathAt(int from) {
    StringBuilder path = new StringBuilder();
    int at = from;
    while (at < text.length() && path.length() < LONGEST_PATH) {
      char c = text.charAt(at);
      if (c == '\\' && text.startsWith("\\/", at)) {
        at++;
      } else if (c != '/' && path.isEmpty() || !isHost(c) && "/~%_".indexOf(c) < 0) {
        break;
      }
      path.append(text.charAt(at));
      at++;
    }
    return path.isEmpty() ? "/" : path.toString();
  }

  private static boolean isHost(char c) {
    return c < 0x80 && c != '$' && ScriptScanner.isName(c) || c == '-' || c == '.';
  }
}
