package io.github.cookieward.contract;

import static io.github.cookieward.contract.Site.OFF;
import static io.github.cookieward.contract.Site.ON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What the promises have in common: a server, visitors, and a site without the filter beside. */
interface Visits {
  /** Fields that differ between two answers, or that carry what the filter is there to change. */
  Set<String> NOT_COMPARED = Set.of("date", "set-cookie");

  /** Fields of a page that is rewritten: of its bytes, and of who may keep it. */
  Set<String> CHANGED_IN_PAGES =
      Set.of(
          "content-length",
          "transfer-encoding",
          "etag",
          "last-modified",
          "accept-ranges",
          "vary",
          "cache-control",
          "content-security-policy",
          "content-security-policy-report-only",
          "reporting-endpoints",
          "permissions-policy");

  /** What Jetty adds to an answer that sets a cookie, against caches; no cookie, no need. */
  String COMES_WITH_A_COOKIE = "Expires: Thu, 01 Jan 1970 00:00:00 GMT";

  Container container();

  default RawResponse send(RawRequest request) {
    return RawHttp.send(container().port(), request);
  }

  default RawResponse get(Site site, String path) {
    return get(site, path, "");
  }

  default RawResponse get(Site site, String path, String cookies) {
    return send(RawRequest.get(site.path(path)).cookies(cookies));
  }

  /** The consent cookie of a visitor who chose so: {@code name=value}. */
  default String consent(Site site, String action, String... categories) {
    StringBuilder form = new StringBuilder("action=" + action);
    for (String category : categories) {
      form.append("&category=").append(category);
    }
    RawResponse answer =
        send(
            RawRequest.form(site.path("/consent"), form.toString())
                .with("Origin", "http://" + RawRequest.HOST));
    assertThat(answer.status()).as("%s", answer).isEqualTo(303);
    return answer.cookie("consent");
  }

  default String rejecting() {
    return consent(ON, "reject-all");
  }

  default String accepting() {
    return consent(ON, "accept-all");
  }

  /**
   * Without the filter the page sets these cookies, so that the probe proves something; with it, it
   * does not, neither for a new visitor nor for one who said no. Answers what the new one got.
   */
  default RawResponse withheld(String path, String... names) {
    return withheld(path, get(OFF, path), names);
  }

  private RawResponse withheld(String path, RawResponse off, String... names) {
    assertThat(off.cookieNames()).as("without the filter").contains(names);
    assertThat(get(ON, path, rejecting()).cookieNames())
        .as("after reject-all")
        .doesNotContain(names);
    RawResponse first = get(ON, path);
    assertThat(first.cookieNames()).as("before a choice").doesNotContain(names);
    return first;
  }

  /** The page's cookies and nothing else differ from what it is without the filter. */
  default RawResponse withheldAndOtherwiseTheSame(String path, String... names) {
    RawResponse off = get(OFF, path);
    RawResponse first = withheld(path, off, names);
    assertSame(first, off);
    return first;
  }

  /** The answer is what it would be without the filter, in status, fields and every byte. */
  default RawResponse sameAsWithout(String path) {
    RawResponse on = get(ON, path);
    assertSame(on, get(OFF, path));
    return on;
  }

  default void sameAsWithout(RawRequest on) {
    RawRequest off =
        new RawRequest(
            on.method(), on.target().replaceFirst("^/on/", "/off/"), on.fields(), on.body());
    assertSame(send(on), send(off));
  }

  /** The two answers differ in their cookies at most. */
  static void assertSame(RawResponse on, RawResponse off) {
    assertThat(on.statusLine()).as("%s", on).isEqualTo(off.statusLine());
    assertThat(on.whole()).as("the body ends as its framing says: %s", on).isEqualTo(off.whole());
    assertThat(on.text(UTF_8).replace("/on/", "/off/")).isEqualTo(off.text(UTF_8));
    boolean page = isPage(off);
    assertThat(comparable(on, page)).containsExactlyInAnyOrderElementsOf(comparable(off, page));
    if (!on.text(UTF_8).contains("/on/")) {
      assertThat(on.body()).isEqualTo(off.body());
    }
  }

  /** Whether a browser reads it as HTML. */
  private static boolean isPage(RawResponse response) {
    return response
        .value("Content-Type")
        .map(type -> type.startsWith("text/html"))
        .orElseGet(() -> response.text().startsWith("<"));
  }

  private static List<String> comparable(RawResponse response, boolean page) {
    return response.fields().stream()
        .filter(field -> !page || !CHANGED_IN_PAGES.contains(field.name().toLowerCase(Locale.ROOT)))
        .filter(field -> !NOT_COMPARED.contains(field.name().toLowerCase(Locale.ROOT)))
        .map(field -> field.name() + ": " + field.value().replace("/on/", "/off/"))
        .filter(field -> !field.equals(COMES_WITH_A_COOKIE))
        .toList();
  }

  /** A query of these names and values, in pairs. */
  static String query(String... pairs) {
    StringBuilder query = new StringBuilder();
    for (int i = 0; i < pairs.length; i += 2) {
      query
          .append(i == 0 ? '?' : '&')
          .append(pairs[i])
          .append('=')
          .append(URLEncoder.encode(pairs[i + 1], UTF_8));
    }
    return query.toString();
  }
}
