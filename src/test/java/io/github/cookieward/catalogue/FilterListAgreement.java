package io.github.cookieward.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cookieward.http.WebUrl;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Compares our decisions with those of other engines for the same lists. Arguments: a file of
 * requests (type, page, address and, a column each, the decisions under the first list and under
 * all lists; 1 is blocked, a digit an engine), then the lists. Files may be gzipped. How to call
 * it: docs/classification.md.
 */
public final class FilterListAgreement {
  private static final Map<String, Destination> DESTINATIONS =
      Map.of(
          "script", Destination.SCRIPT,
          "image", Destination.IMAGE,
          "stylesheet", Destination.STYLE,
          "subdocument", Destination.FRAME,
          "other", Destination.OTHER,
          "media", Destination.MEDIA,
          "font", Destination.FONT,
          "xmlhttprequest", Destination.CONNECT,
          "ping", Destination.PING,
          "websocket", Destination.WEBSOCKET);

  private FilterListAgreement() {}

  /** One request of a page, and what others decide about it. */
  record Request(Destination destination, WebUrl page, String address, String one, String all) {}

  static List<Request> requests(Path file) throws IOException {
    List<Request> requests = new ArrayList<>();
    for (String line : text(file).split("\n")) {
      String[] fields = line.split("\t", -1);
      if (!line.startsWith("#") && fields.length >= 5) {
        requests.add(
            new Request(
                DESTINATIONS.getOrDefault(fields[0], Destination.OTHER),
                WebUrl.parse(fields[1], null).orElseThrow(),
                fields[2],
                fields[3],
                fields[4]));
      }
    }
    return requests;
  }

  static String text(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      InputStream bytes = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
      return new String(bytes.readAllBytes(), UTF_8);
    }
  }

  static boolean blocks(List<FilterList> lists, WebUrl url, Destination destination, WebUrl page) {
    return lists.stream().anyMatch(list -> list.blocks(url, destination, page))
        && (lists.stream().noneMatch(list -> list.excepts(url, destination, page))
            || lists.stream().anyMatch(list -> list.insists(url, destination, page)));
  }

  /** Tells how many decisions agree, and each that does not. */
  public static void main(String[] args) throws IOException {
    List<Request> requests = requests(Path.of(args[0]));
    List<FilterList> lists = new ArrayList<>();
    for (int i = 1; i < args.length; i++) {
      long before = System.nanoTime();
      FilterList list = FilterList.adblock(text(Path.of(args[i])));
      System.out.printf(
          "%s: %d rules, %d skipped, %d not indexed, read in %d ms%n",
          Path.of(args[i]).getFileName(),
          list.rules(),
          list.skipped(),
          list.unindexed(),
          (System.nanoTime() - before) / 1_000_000);
      lists.add(list);
    }
    compare("first list", requests, lists.subList(0, 1), false);
    if (lists.size() > 1) {
      compare("all lists", requests, lists, true);
    }
  }

  /** The very text, with neither a slash added nor a dot segment resolved. */
  private static WebUrl asWritten(Request request) {
    WebUrl read = WebUrl.parse(request.address(), null).orElse(request.page());
    int path = request.address().indexOf('/', read.scheme().length() + 3);
    String rest = path < 0 ? "" : request.address().substring(path);
    return new WebUrl(read.scheme(), read.host(), read.port(), rest, "");
  }

  private static void compare(
      String name, List<Request> requests, List<FilterList> lists, boolean all) {
    int blocked = 0;
    int explained = 0;
    int[] disagree = new int[1 + requests.get(0).one().length()];
    List<String> differences = new ArrayList<>();
    for (Request request : requests) {
      boolean ours =
          WebUrl.parse(request.address(), null)
              .filter(url -> blocks(lists, url, request.destination(), request.page()))
              .isPresent();
      blocked += ours ? 1 : 0;
      String others = all ? request.all() : request.one();
      boolean differs = false;
      for (int i = 0; i < others.length(); i++) {
        boolean theirs = others.charAt(i) == '1';
        disagree[i] += theirs == ours ? 0 : 1;
        differs |= theirs != ours;
      }
      if (differs) {
        boolean asWritten =
            blocks(lists, asWritten(request), request.destination(), request.page());
        boolean same = others.indexOf(asWritten ? '0' : '1') < 0;
        explained += same ? 1 : 0;
        differences.add((ours ? "1 " : "0 ") + (same ? "(as a browser sends it) " : "") + request);
      }
    }
    System.out.printf("%s: %d of %d blocked%n", name, blocked, requests.size());
    for (int i = 0; i < disagree.length - 1; i++) {
      System.out.printf(
          "  engine %d: %.4f %% agree, %d differ%n",
          i + 1, 100.0 * (requests.size() - disagree[i]) / requests.size(), disagree[i]);
    }
    System.out.printf(
        "  %d of %d differences are no more where the address is not read as a browser reads it%n",
        explained, differences.size());
    differences.forEach(difference -> System.out.println("  ours " + difference));
  }
}
