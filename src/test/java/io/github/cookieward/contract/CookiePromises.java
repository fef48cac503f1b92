package io.github.cookieward.contract;

import static io.github.cookieward.contract.Site.OFF;
import static io.github.cookieward.contract.Site.ON;
import static io.github.cookieward.contract.Visits.query;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.model.Proves;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** By whichever door a cookie comes, and however it is written: no consent, no cookie. */
interface CookiePromises extends Visits {
  String PAST = "Thu, 01 Jan 1970 00:00:00 GMT";
  String FUTURE = "Fri, 31 Dec 2100 23:59:59 GMT";

  private static String header(String door, String name, String... values) {
    StringBuilder path = new StringBuilder("/cookies/header" + query("door", door, "name", name));
    for (String value : values) {
      path.append('&').append(query("value", value).substring(1));
    }
    return path.toString();
  }

  private static String addHeader(String... values) {
    return header("ADD_HEADER", "Set-Cookie", values);
  }

  @Test
  default void aFirstVisitGetsNoCookieAtAll() {
    assertThat(get(ON, "/cookies/plain").setCookies()).isEmpty();
  }

  @Test
  default void whatNeedsNoConsentPassesAlone() {
    assertThat(withheld("/cookies/both", "_ga", "stats_id").cookieNames())
        .containsExactly("own_essential");
  }

  @Test
  default void whatTheVisitorAgreedToPasses() {
    List<String> on = get(ON, "/cookies/both", accepting()).setCookies();
    List<String> off = get(OFF, "/cookies/both").setCookies();
    assertThat(withoutHours(on)).containsExactlyInAnyOrderElementsOf(withoutHours(off));
  }

  /** A container says when a {@code Max-Age} ends, and a second may pass between two responses. */
  private static List<String> withoutHours(List<String> fields) {
    return fields.stream().map(field -> field.replaceAll("Expires=[^;]*", "Expires=")).toList();
  }

  @Test
  @Proves("enforced.third-party")
  default void aThirdPartysCookieNeedsBothItsCategories() {
    String analytics = consent(ON, "save", "analytics");
    String both = consent(ON, "save", "analytics", "third-party");
    assertThat(get(ON, "/cookies/both", analytics).cookieNames())
        .containsExactlyInAnyOrder("own_essential", "stats_id");
    assertThat(get(ON, "/cookies/both", both).cookieNames())
        .containsExactlyInAnyOrder("_ga", "own_essential", "stats_id");
  }

  @Test
  default void aCookieThatNobodyDeclaredIsWithheldFromEveryone() {
    String path = addHeader("zzz_unknown=1; Path=/");
    withheld(path, "zzz_unknown");
    assertThat(get(ON, path, accepting()).setCookies()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ADD_HEADER", "SET_HEADER"})
  @Proves("technique.first-party-cookie")
  default void aCookieInAHeaderIsWithheldInAnyLetterCase(String door) {
    for (String name : new String[] {"Set-Cookie", "set-cookie", "SET-COOKIE", "sEt-CoOkIe"}) {
      withheld(header(door, name, "stats_id=1; Path=/"), "stats_id");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ADD_INT_HEADER", "SET_INT_HEADER", "ADD_DATE_HEADER", "SET_DATE_HEADER"})
  default void aNumberOrADateIsNoWayToSetANamelessCookie(String door) {
    for (String name : new String[] {"Set-Cookie", "set-COOKIE"}) {
      String path = header(door, name, "86400000");
      assertThat(get(OFF, path).setCookies()).as("without the filter").isNotEmpty();
      assertThat(get(ON, path).setCookies()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Set-Cookie ",
        " Set-Cookie",
        "Set-Cookie\t",
        "\tSet-Cookie",
        " \t Set-Cookie \t ",
        "Set-Cookie\u000b",
        "\u0000Set-Cookie",
        "Set-Cookie\u0000",
        "Set-Cookie\u00a0",
        "Set-Cookie:",
        "Set-Cookie: ",
        "Set-Cookie\u2003",
        "Set\u00adCookie"
      })
  default void blanksAndOddCharactersAroundTheNameHideNothing(String name) {
    for (String door : new String[] {"ADD_HEADER", "SET_HEADER"}) {
      RawResponse answer = get(ON, header(door, name, "stats_id=1; Path=/"));
      assertThat(answer.setCookies()).as("%s", answer).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "=", "=x", " =x", "x", ";", ";stats_id=1", "; Path=/", "\"\""})
  default void aCookieWithoutANameIsWithheld(String field) {
    for (String door : new String[] {"ADD_HEADER", "SET_HEADER"}) {
      assertThat(get(ON, header(door, "Set-Cookie", field)).setCookies()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        " stats_id=1",
        "\tstats_id\t= 1",
        "stats_id = 1 ; Path=/",
        "stats_id=\"1\"",
        "stats_id=",
        "stats_id=1; ; ;",
        "stats_id=1;Path=/;HttpOnly;Secure;SameSite=None;Partitioned",
        "__Secure-zzz=1; Secure",
        "__Host-zzz=1; Secure; Path=/",
        "zzz\u00fc=1",
        "\"stats_id\"=1"
      })
  default void howeverACookieIsWrittenItIsWithheld(String field) {
    assertThat(get(OFF, addHeader(field)).setCookies()).as("without the filter").isNotEmpty();
    assertThat(get(ON, addHeader(field)).setCookies()).isEmpty();
  }

  @Test
  default void manyHeadersAreJudgedOneByOne() {
    String path =
        addHeader("stats_id=1", "own_essential=2; Path=/", "zzz=3", "XSRF-TOKEN=4; Secure");
    assertThat(get(ON, path).setCookies())
        .containsExactly("own_essential=2; Path=/", "XSRF-TOKEN=4; Secure");
  }

  @Test
  default void aCommaDoesNotBeginAnotherCookie() {
    String allowed = "own_essential=1, stats_id=2; Path=/";
    assertThat(get(ON, addHeader(allowed)).setCookies()).containsExactly(allowed);
    assertThat(get(ON, addHeader("stats_id=1, own_essential=2")).setCookies()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Set-Cookie, own_essential",
    "set-cookie, own_essential",
    "X-Anything, value",
    "Content-Language, de"
  })
  default void aLineBreakInAValueIsNoWayOut(String name, String value) {
    for (String lineBreak : new String[] {"\r\n", "\n", "\r", "\u010d\u010a", "\r\n "}) {
      String hidden = value + "=1" + lineBreak + "Set-Cookie: stats_id=1";
      RawResponse answer = get(ON, header("ADD_HEADER", name, hidden));
      assertThat(answer.cookieNames()).as("%s", answer).doesNotContain("stats_id");
    }
  }

  @Test
  default void otherHeadersPassUntouched() {
    for (String door : new String[] {"ADD_HEADER", "SET_HEADER", "ADD_INT_HEADER"}) {
      sameAsWithout(header(door, "X-Set-Cookie", "1", "2"));
      sameAsWithout(header(door, "X-Odd", "7", "8"));
    }
    sameAsWithout(header("ADD_DATE_HEADER", "X-Date", "0"));
  }

  @Test
  default void aCookieObjectIsWithheldWhateverItsAttributes() {
    for (String attribute :
        new String[] {
          "age:3600",
          "age:-1",
          "Expires:" + FUTURE,
          "SameSite:None",
          "Partitioned:",
          "Max-Age:99",
          "Domain:example.test",
          "X-Own:value"
        }) {
      withheld(
          "/cookies/cookie" + query("name", "_ga", "value", "1", "attribute", attribute), "_ga");
    }
  }

  @Test
  default void aCookieObjectThatMayPassKeepsItsAttributes() {
    String path =
        "/cookies/cookie"
            + query(
                "name",
                "own_essential",
                "value",
                "1",
                "attribute",
                "age:60",
                "attribute",
                "SameSite:Lax",
                "attribute",
                "httpOnly:",
                "attribute",
                "Path:/");
    String[] parts = get(OFF, path).setCookies().get(0).split("; (?=Expires)|; ");
    assertThat(get(ON, path).setCookies())
        .singleElement()
        .satisfies(field -> assertThat(field.split("; ")).hasSameSizeAs(parts))
        .satisfies(field -> assertThat(field).contains("Max-Age=60", "SameSite=Lax", "HttpOnly"));
  }

  @Test
  default void aDeletionAlwaysPasses() {
    for (String field :
        new String[] {
          "_ga=; Max-Age=0; Path=/",
          "stats_id=gone; max-age=0",
          "zzz_unknown=; Max-Age=-1",
          "stats_id=; Expires=" + PAST,
          "stats_id=; expires=Thu, 01-Jan-1970 00:00:00 GMT; Path=/",
          "stats_id=; Expires=" + FUTURE + "; Max-Age=0"
        }) {
      for (String door : new String[] {"ADD_HEADER", "SET_HEADER"}) {
        assertThat(get(ON, header(door, "Set-Cookie", field)).setCookies()).containsExactly(field);
      }
    }
  }

  @Test
  default void aDeletionByACookieObjectAlwaysPasses() {
    for (String attribute : new String[] {"age:0", "Max-Age:0", "Expires:" + PAST}) {
      String path = "/cookies/cookie" + query("name", "_ga", "value", "", "attribute", attribute);
      RawResponse answer = get(ON, path);
      assertThat(answer.cookieNames()).as(attribute).containsExactly("_ga");
      // Jetty by itself sends no Expires of a Cookie's attributes, and would delete nothing.
      Jar jar = new Jar(RawRequest.HOST).take(ON.path("/cookies/cookie"), "_ga=1");
      assertThat(jar.take(ON.path("/cookies/cookie"), answer).names()).as(attribute).isEmpty();
    }
  }

  @Test
  default void whatOnlyLooksLikeADeletionIsWithheld() {
    for (String field :
        new String[] {
          "stats_id=1; Max-Age=0; Max-Age=9999",
          "stats_id=1; Max-Age=9999; Max-Age=0",
          "stats_id=1; Expires=" + PAST + "; Max-Age=9999",
          "stats_id=1; Expires=" + PAST + "; Expires=" + FUTURE,
          "stats_id=Max-Age=0",
          "stats_id=\"; Max-Age=0\"",
          "stats_id=1; X-Max-Age=0",
          "stats_id=1; Max-Age",
          "stats_id=1; Max-Age=",
          "stats_id=1; Max-Age=0x",
          "stats_id=1; Max-Age=zero",
          "stats_id=1; Max-Age=+0",
          "stats_id=1; Expires=never",
          "stats_id=1; Expires=0",
          "stats_id=1, x; Expires=" + FUTURE
        }) {
      assertThat(get(ON, addHeader(field)).setCookies()).as(field).isEmpty();
    }
  }

  @Test
  default void aTrailerIsNoWayToSetACookie() {
    RawResponse off = get(OFF, "/cookies/trailers");
    assertThat(off.trailers()).as("%s", off).extracting(RawField::name).contains("Set-Cookie");
    RawResponse on = get(ON, "/cookies/trailers");
    assertThat(on.setCookies()).isEmpty();
    assertThat(on.trailers()).as("the others stay").extracting(RawField::name).contains("X-Sum");
  }

  @Test
  default void anEarlyHintSetsNoCookie() {
    RawResponse off = get(OFF, "/cookies/early-hints");
    RawResponse on = get(ON, "/cookies/early-hints");
    assertThat(on.interim()).hasSameSizeAs(off.interim());
    assertThat(String.join("\n", on.interim())).doesNotContain("_ga", "stats_id");
    assertThat(on.setCookies()).isEmpty();
  }

  @Test
  default void aPageThatReachesForTheContainersOwnResponseIsAuditedBeforeItLeaves() {
    assertThat(get(OFF, "/cookies/unwrapped").cookieNames()).containsExactly("stats_id");
    RawResponse on = get(ON, "/cookies/unwrapped");
    switch (container().audit()) {
      case REMOVES -> assertThat(on.setCookies()).isEmpty();
      case REPLACES -> assertThat(on.cookieNames()).doesNotContain("stats_id");
      case BLIND -> assertThat(on.cookieNames()).as("a known gap").containsExactly("stats_id");
    }
  }
}
