package io.github.cookieward.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.Settings;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Every cookie of the built-in catalogue, by every way to set one, for every kind of visitor, on a
 * real server. What is expected is read from the catalogue's lines here, without the code that
 * decides.
 */
class CatalogueCrossTest {
  private static final int A_RESPONSE = 200;

  /** One line about cookies, with what the service's line says. */
  private record Line(String kind, String text, String category, boolean third) {
    boolean isExact() {
      return kind.equals("exact");
    }

    boolean covers(String name) {
      return switch (kind) {
        case "exact" -> name.equals(text);
        case "prefix" -> name.startsWith(text);
        default ->
            Pattern.matches(
                "\\Q" + text.replace("*", "\\E.*\\Q").replace("?", "\\E.\\Q") + "\\E", name);
      };
    }

    int says() {
      return kind.equals("pattern") ? text.replaceAll("[*?]", "").length() : text.length();
    }

    /** A name that the line means: its own, a longer one, or one that fits the pattern. */
    String example() {
      return switch (kind) {
        case "exact" -> text;
        case "prefix" -> text + "Zq7";
        default -> text.replace("*", "Zq7").replace('?', '0');
      };
    }
  }

  private static List<String[]> lines(String file) throws IOException {
    List<String[]> lines = new ArrayList<>();
    String resource = "/io/github/cookieward/catalogue/" + file;
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(CatalogueCrossTest.class.getResourceAsStream(resource), UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!line.startsWith("#") && !line.isBlank()) {
          lines.add(line.split("\t", -1));
        }
      }
    }
    return lines;
  }

  private static List<Line> catalogue() throws IOException {
    Map<String, String[]> services = new HashMap<>();
    for (String[] service : lines("services.tsv")) {
      services.put(service[0], service);
    }
    List<Line> catalogue = new ArrayList<>();
    for (String file : List.of("cookies.tsv", "frameworks.tsv")) {
      for (String[] line : lines(file)) {
        String[] service = services.get(line[0]);
        catalogue.add(new Line(line[1], line[2], service[2], service[3].equals("third")));
      }
    }
    return catalogue;
  }

  /** The line that says most of a name: the very name, or the most characters. */
  private static Line owner(String name, List<Line> catalogue) {
    Line best = null;
    for (Line line : catalogue) {
      if (line.covers(name)
          && (best == null
              || (line.isExact() && !best.isExact())
              || (line.isExact() == best.isExact() && line.says() > best.says()))) {
        best = line;
      }
    }
    assertThat(best).as(name).isNotNull();
    return best;
  }

  private static boolean isExpected(Line line, Set<String> granted) {
    return line.category().equals("essential")
        || (granted.contains(line.category())
            && (!line.third() || granted.contains("third-party")));
  }

  private static Map<String, String> visitors() {
    Map<String, String> cookies = new LinkedHashMap<>();
    cookies.put("", ""); // has not answered
    cookies.put("-", Visitors.granted());
    for (String granted :
        List.of(
            "preference",
            "analytics",
            "advertising",
            "third-party",
            "analytics third-party",
            "advertising third-party",
            "preference third-party",
            "preference analytics advertising third-party")) {
      Set<Category> categories = new LinkedHashSet<>();
      for (String id : granted.split(" ")) {
        categories.add(new Category(id));
      }
      cookies.put(granted, Visitors.granted(categories));
    }
    return cookies;
  }

  /** The page sets the names of one way, from one number to another. */
  private static void set(
      HttpServletRequest request, HttpServletResponse response, String[] names) {
    int from = Integer.parseInt(request.getParameter("from"));
    int to = Integer.parseInt(request.getParameter("to"));
    for (int i = from; i < to; i++) {
      switch (request.getServletPath()) {
        case "/addCookie" -> response.addCookie(new Cookie(names[i], "v"));
        case "/addHeader" -> response.addHeader("Set-Cookie", names[i] + "=v; Path=/");
        default -> response.setHeader("Set-Cookie", names[i] + "=v; Path=/");
      }
    }
  }

  @Test
  void everyCookieIsWithheldOrSetAsItsCategoryAndTheConsentSay() throws Exception {
    List<Line> catalogue = catalogue();
    String[] names = catalogue.stream().map(Line::example).distinct().toArray(String[]::new);
    Line[] owners = new Line[names.length];
    for (int i = 0; i < names.length; i++) {
      owners[i] = owner(names[i], catalogue);
    }
    Map<String, Integer> checks = new LinkedHashMap<>();
    List<String> wrong = new ArrayList<>();
    try (Site site =
            Site.of(
                context -> {
                  Site.filter(context, new ConsentFilter(Settings.builder().build()));
                  for (String way : List.of("/addCookie", "/addHeader", "/setHeader")) {
                    Site.page(context, way, (request, response) -> set(request, response, names));
                  }
                });
        Wire wire = site.connect()) {
      for (Map.Entry<String, String> visitor : visitors().entrySet()) {
        Set<String> granted = Set.of(visitor.getKey().split(" "));
        for (String way : List.of("/addCookie", "/addHeader", "/setHeader")) {
          // What is set replaces what was set before, so each has a response of its own.
          int step = way.equals("/setHeader") ? 1 : A_RESPONSE;
          for (int from = 0; from < names.length; from += step) {
            int to = Math.min(from + step, names.length);
            String path = way + "?from=" + from + "&to=" + to;
            Wire.Answer answer =
                visitor.getValue().isEmpty()
                    ? wire.get(path)
                    : wire.get(path, "Cookie: " + visitor.getValue());
            assertThat(answer.status()).as(path).isEqualTo(200);
            List<String> expected = new ArrayList<>();
            for (int i = from; i < to; i++) {
              if (isExpected(owners[i], granted)) {
                expected.add(names[i]);
              }
            }
            if (!answer.kept().equals(expected)) {
              wrong.add(visitor.getKey() + " " + path + ": " + answer.kept());
            }
            checks.merge(way, to - from, Integer::sum);
          }
        }
      }
    }
    System.out.println(
        "Catalogue cross: "
            + names.length
            + " names, "
            + visitors().size()
            + " visitors, checks "
            + checks
            + ", together "
            + checks.values().stream().mapToInt(Integer::intValue).sum()
            + ", wrong "
            + wrong.size());
    assertThat(names).hasSizeGreaterThan(3_000);
    assertThat(wrong).isEmpty();
  }
}
