package io.github.cookieward.enforcement;

import static io.github.cookieward.consent.Category.ANALYTICS;
import static io.github.cookieward.enforcement.Visitors.enforcer;
import static io.github.cookieward.enforcement.Visitors.refused;
import static io.github.cookieward.enforcement.Visitors.site;
import static io.github.cookieward.enforcement.Visitors.visit;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.catalogue.CookieRule;
import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Consent;
import io.github.cookieward.http.SetCookie;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpiryTest {
  @BeforeEach
  @BeforeProperty
  void listenToNothing() {
    Visitors.silence();
  }

  @AfterEach
  @AfterProperty
  void listenAgain() {
    Visitors.endSilence();
  }

  private static final String END = "=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; ";
  private final Enforcer enforcer = enforcer(site());

  private List<String> lines(
      String host, String path, String context, boolean secure, String... names) {
    return new Expiry(enforcer, host, path, context, secure).lines(List.of(names), 0);
  }

  private List<String> of(Consent consent, String... fields) {
    return Expiry.of(visit(enforcer, consent), List.of(fields), "example.com", "/", "", true);
  }

  private static int weight(List<String> lines) {
    return lines.stream().mapToInt(line -> line.length() + 14).sum();
  }

  @Test
  void e3TheUsualPlacesOfACookieAreNamed() {
    assertThat(lines("www.Shop.example.com", "/app/a/b", "/app", true, "_ga"))
        .containsExactlyInAnyOrder(
            "_ga" + END + "Path=/; Secure",
            "_ga" + END + "Path=/; Domain=www.shop.example.com; Secure",
            "_ga" + END + "Path=/; Domain=shop.example.com; Secure",
            "_ga" + END + "Path=/; Domain=example.com; Secure",
            "_ga" + END + "Path=/app; Secure",
            "_ga" + END + "Path=/app/; Secure",
            "_ga" + END + "Path=/app/a; Secure",
            "_ga" + END + "Path=/app/a/; Secure",
            "_ga" + END + "Path=/app/a/b; Secure",
            "_ga" + END + "Path=/; Secure; Partitioned");
  }

  @Test
  void e3EveryLineIsADeletionToABrowser() {
    assertThat(lines("www.example.com", "/a/b", "", false, "_ga", "__Host-x", "__Secure-y"))
        .allSatisfy(
            line ->
                assertThat(SetCookie.parse(line).isDeletion(() -> Visitors.NOW)).as(line).isTrue());
  }

  @Test
  void whatTheApplicationSetIsExpiredWhereItWasSetAndFirst() {
    enforcer
        .learned()
        .learn(SetCookie.parse("_ga=1; Path=/deep; Domain=.Example.com; Partitioned"), "/");
    enforcer.learned().learn(SetCookie.parse("_ga=1"), "/a/b/c");
    enforcer.learned().learn(SetCookie.parse("_ga=1; Path=relative"), "/x/y");
    assertThat(lines("www.example.com", "/", "", false, "_ga"))
        .startsWith(
            "_ga" + END + "Path=/deep; Domain=example.com; Secure; Partitioned",
            "_ga" + END + "Path=/a/b",
            "_ga" + END + "Path=/x");
  }

  @Test
  void whatIsDeclaredIsExpiredWhereItIsDeclared() {
    CookieRule rule =
        new CookieRule(CookieRule.Kind.EXACT, "own", "/shop", "example.com", true, "", "");
    Enforcer declaring =
        enforcer(
            Settings.builder().service(Service.builder("own", ANALYTICS).cookie(rule).build()));
    assertThat(new Expiry(declaring, "www.example.com", "/", "", false).lines(List.of("own"), 0))
        .startsWith("own" + END + "Path=/shop; Domain=example.com; Secure; Partitioned");
  }

  @Test
  void aHostPrefixedCookieLivesInOnePlaceOnly() {
    assertThat(lines("www.example.com", "/a/b", "/a", true, "__Host-_ga"))
        .containsExactly(
            "__Host-_ga" + END + "Path=/; Secure",
            "__Host-_ga" + END + "Path=/; Secure; Partitioned");
    assertThat(lines("example.com", "/", "", false, "__Secure-x"))
        .allMatch(line -> line.contains("; Secure"));
    assertThat(lines("example.com", "/", "", true, "__Host-Http-x", "__Http-x"))
        .allMatch(line -> line.contains("; Secure; HttpOnly"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "127.0.0.1",
        "[::1]",
        "::1",
        "",
        "example.com;x",
        "a b.com",
        "..",
        ".com",
        "a..b"
      })
  void aHostWithoutDomainsGetsNone(String host) {
    assertThat(lines(host, "/", "", false, "_ga")).containsExactly("_ga" + END + "Path=/");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "*",
        "relative",
        "/;jsessionid=1",
        "//",
        "/%3B",
        "/a;b=c/d;e=f",
        "/\u00e9/x",
        "/a b/c",
        "/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p",
        "/../..",
        "/a\r\nX: y/z"
      })
  void anOddPathGivesNoOddField(String path) {
    assertThat(lines("example.com", path, "", false, "_ga"))
        .hasSizeLessThan(20)
        .allSatisfy(
            line -> {
              assertThat(line).matches("[\\x20-\\x7e]+");
              assertThat(line.split(";")).hasSizeBetween(4, 5);
            });
  }

  @Test
  void thereIsAlwaysRoomForTheApplicationsOwnFields() {
    String[] names = IntStream.range(0, 60).mapToObj(i -> "tracker" + i).toArray(String[]::new);
    List<String> lines = lines("a.b.c.d.example.com", "/1/2/3/4/5/6", "/1", true, names);
    assertThat(weight(lines)).isBetween(3_000, Expiry.MAX_CHARACTERS);
    assertThat(lines).doesNotHaveDuplicates();
    assertThat(weight(lines("e.com", "/", "", true, "x".repeat(4_000)))).isZero();
  }

  @Test
  void e3EveryPlaceOfEveryCookieHasItsTurn() {
    String[] names = IntStream.range(0, 30).mapToObj(i -> "tracker" + i).toArray(String[]::new);
    Expiry expiry = new Expiry(enforcer, "www.shop.example.com", "/a/b/c", "/a", true);
    Set<String> all = new HashSet<>();
    for (String name : names) {
      all.addAll(expiry.lines(List.of(name), 0));
    }
    Set<String> seen = new HashSet<>();
    for (int turn = 0; turn < all.size(); turn++) {
      seen.addAll(expiry.lines(List.of(names), turn));
    }
    assertThat(seen).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void e3OnlyWhatTheVisitorRefusedIsExpired() {
    assertThat(of(Consent.NONE, "_ga=1; stats_id=1")).isEmpty();
    assertThat(of(refused(), "JSESSIONID=1; __Host-consent=1; basket_id=1")).isEmpty();
    assertThat(of(refused(), "JSESSIONID=1; _ga=1"))
        .isNotEmpty()
        .allMatch(l -> l.startsWith("_ga="));
  }

  @Test
  void e3HowOftenANameIsSentMakesNoDifference() {
    assertThat(of(refused(), "_ga=1; _ga=2", "_ga=3")).hasSameSizeAs(of(refused(), "_ga=1"));
  }

  @Test
  void aNameThatNoFieldCanCarryIsLeftAlone() {
    assertThat(of(refused(), "a\u0001b=1; \u2003x=1; " + "n".repeat(300) + "=1; =x; y")).isEmpty();
    assertThat(of(refused(), "\u00e9=1")).isNotEmpty();
  }

  @Property(tries = 200)
  void anyRequestIsAnsweredWithoutAnException(
      @ForAll String cookies, @ForAll String host, @ForAll String path) {
    List<String> lines =
        Expiry.of(visit(enforcer, refused()), List.of(cookies), host, path, "", true);
    assertThat(weight(lines)).isLessThanOrEqualTo(Expiry.MAX_CHARACTERS);
    assertThat(lines).allSatisfy(line -> assertThat(line).matches("[\\x20-\\x7e\\x80-\\xff]+"));
  }

  @Test
  void whatIsLearnedIsBoundedAndHarmlessToOthers() {
    LearnedScopes learned = new LearnedScopes();
    for (int i = 0; i < 10; i++) {
      learned.learn(SetCookie.parse("a=1; Path=/" + i), "/");
    }
    assertThat(learned.of("a")).hasSize(LearnedScopes.MAX_SCOPES);
    for (int i = 0; i < LearnedScopes.MAX_NAMES + 10; i++) {
      learned.learn(SetCookie.parse("n" + i + "=1"), "/");
    }
    assertThat(learned.of("n" + (LearnedScopes.MAX_NAMES - 2))).isNotEmpty();
    assertThat(learned.of("n" + (LearnedScopes.MAX_NAMES + 5))).isEmpty();
    LearnedScopes fresh = new LearnedScopes();
    fresh.learn(SetCookie.parse("a=1; Path=/x\r\nX-Evil: 1"), "/");
    fresh.learn(SetCookie.parse("a=1; Path=/" + "x".repeat(300)), "/");
    fresh.learn(SetCookie.parse("a=1; Domain=e\u013bx"), "/");
    fresh.learn(SetCookie.parse("=1"), "/");
    fresh.learn(SetCookie.parse("a=1"), "/p;x=1/q");
    assertThat(fresh.of("a")).isEmpty();
    assertThat(fresh.of("")).isEmpty();
  }
}
