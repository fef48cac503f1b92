package io.github.cookieward.filter;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/** A browser of one person: it keeps cookies, and may be signed in. */
final class Device {
  /** The field by which these tests say who is signed in. */
  static final String ACCOUNT = "X-Account";

  private final Site site;
  private final Map<String, String> cookies = new ConcurrentSkipListMap<>();
  private String account = "";

  Device(Site site) {
    this.site = site;
  }

  Device signIn(String name) {
    account = name;
    return this;
  }

  Device signOut() {
    account = "";
    return this;
  }

  Map<String, String> cookies() {
    return cookies;
  }

  /** The consent cookie's choices, such as {@code *analytics!preference}. */
  String consent() {
    String value = cookies.getOrDefault("consent", "");
    return value.isEmpty() ? "" : value.split("\\.")[4];
  }

  private List<String> fields(String... more) {
    List<String> fields = new ArrayList<>(List.of(more));
    if (!cookies.isEmpty()) {
      fields.add(
          "Cookie: "
              + cookies.entrySet().stream()
                  .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
                  .collect(Collectors.joining("; ")));
    }
    if (!account.isEmpty()) {
      fields.add(ACCOUNT + ": " + account);
    }
    return fields;
  }

  Wire.Answer get(String path, String... more) throws IOException {
    return hear(site.get(path, fields(more).toArray(String[]::new)));
  }

  /** What holds, as the endpoint tells it. */
  String state() throws IOException {
    return get("/consent/state").body();
  }

  /** Whether a category is granted, as the endpoint tells it. */
  boolean has(String category) throws IOException {
    String holds = state().split(",\"conflict\":", 2)[0];
    return holds.contains("\"" + category + "\":\"granted\"");
  }

  boolean isAsked() throws IOException {
    return state().contains("\"asks\":true");
  }

  /** Sends a form of ours, as {@code name=value} pairs. */
  Wire.Answer answer(String... pairs) throws IOException {
    return hear(say(pairs));
  }

  /** The same, as far as the server: a slow tab has not {@linkplain #hear heard} of it yet. */
  Wire.Answer say(String... pairs) throws IOException {
    String body =
        List.of(pairs).stream()
            .map(pair -> pair.split("=", 2))
            .map(p -> p[0] + "=" + URLEncoder.encode(p[1], StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    List<String> fields = fields("Sec-Fetch-Site: same-origin");
    fields.add("Content-Type: application/x-www-form-urlencoded");
    fields.add("Content-Length: " + body.length());
    return site.send(Wire.request("POST", "/consent", fields.toArray(String[]::new)) + body);
  }

  Wire.Answer hear(Wire.Answer answer) {
    for (String field : answer.cookies()) {
      String[] pair = field.split(";", 2)[0].split("=", 2);
      if (field.contains("Max-Age=0")) {
        cookies.remove(pair[0]);
      } else {
        cookies.put(pair[0], pair[1]);
      }
    }
    return answer;
  }
}
