package io.github.cookieward.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.http.WebUrl;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterListTest {
  private static final WebUrl PAGE = url("https://www.shop.example/");

  private static WebUrl url(String text) {
    return WebUrl.parse(text, null).orElseThrow();
  }

  private static boolean blocks(String rules, String address, Destination destination) {
    FilterList list = FilterList.adblock(rules);
    WebUrl url = url(address);
    return list.blocks(url, destination, PAGE)
        && (!list.excepts(url, destination, PAGE) || list.insists(url, destination, PAGE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      value = {
        "||t.example^ https://t.example/ true",
        "||t.example^ https://a.T.example./x true",
        "||t.example^ https://at.example/ false",
        "||t.example^ https://t.example.org/ false",
        "||t.example^ https://x.org/?https://t.example/ false",
        "||t.example^ https://t.example:81/ true",
        "||t.example/p https://t.example/path true",
        "||t.example/p https://t.example/q false",
        "||t.exam https://t.example/ true",
        "||t.example^*/x^ https://t.example/a/x true",
        "||t.example^*/x^ https://t.example/a/xy false",
        "/pixel.gif? https://x.org/PIXEL.gif?a true",
        "/pixel.gif$match-case https://x.org/PIXEL.gif false",
        "/collect^ https://x.org/collect true",
        "/collect^ https://x.org/collector false",
        "/a*/b?c| https://x.org/a/1/b?c true",
        "/a*/b?c| https://x.org/a/1/b?cd false",
        "|https://x.org/a https://x.org/ab true",
        "|http://x.org/a https://x.org/a false",
        "-ads- https://x.org/a-ads-b true",
        "/^https:\\/\\/x\\.org\\/[0-9]{3}$/ https://x.org/123 true",
        "/^https:\\/\\/x\\.org\\/[0-9]{3}$/ https://x.org/1234 false",
        "/track/$script https://x.org/track/ true",
        "/track/$~script https://x.org/track/ false",
        "/track/$image https://x.org/track/ false",
        "/track/$third-party https://x.org/track/ true",
        "/track/$third-party https://cdn.shop.example/track/ false",
        "/track/$~third-party https://cdn.shop.example/track/ true",
        "/track/$domain=shop.example https://x.org/track/ true",
        "/track/$domain=shop.*|b.org https://x.org/track/ true",
        "/track/$domain=~www.shop.example|shop.example https://x.org/track/ false",
        "/track/$domain=other.example https://x.org/track/ false",
        "/track/$domain=~other.example https://x.org/track/ true",
        "*$denyallow=x.org,domain=shop.example https://x.org/ false",
        "*$denyallow=x.org,domain=shop.example https://y.org/ true",
        "/track/$removeparam=x https://x.org/track/ false",
        "/track/$unheard-of https://x.org/track/ false",
        "||b\u00fccher.example^ https://b\u00fccher.example/ true",
        "##.ad https://x.org/##.ad false",
        "!/track/ https://x.org/!/track/ false"
      })
  void aRuleBlocksWhatItSays(String rule, String address, boolean blocked) {
    assertThat(blocks(rule, address, Destination.SCRIPT)).isEqualTo(blocked);
  }

  @Test
  void anExceptionLetsPassUnlessTheRuleIsImportant() {
    assertThat(blocks("||t.example^\n@@||t.example/a", "https://t.example/a", Destination.IMAGE))
        .isFalse();
    assertThat(blocks("||t.example^\n@@||t.example/a", "https://t.example/b", Destination.IMAGE))
        .isTrue();
    assertThat(
            blocks(
                "||t.example^$important\n@@||t.example^", "https://t.example/", Destination.IMAGE))
        .isTrue();
  }

  @Test
  void aBadFilterTakesItsRuleBack() {
    assertThat(
            blocks(
                "/track/$script,image\n/track/$image,badfilter,script",
                "https://x.org/track/",
                Destination.SCRIPT))
        .isFalse();
  }

  @Test
  void aWholeHostIsNoPlaceToGoToAndAPathIs() {
    assertThat(blocks("||t.example^", "https://t.example/", Destination.DOCUMENT)).isTrue();
    assertThat(blocks("||t.example/a", "https://t.example/a", Destination.DOCUMENT)).isFalse();
    assertThat(blocks("/a/$document", "https://t.example/a/", Destination.DOCUMENT)).isTrue();
    assertThat(blocks("||t.example^$script", "https://t.example/", Destination.PREFETCH)).isTrue();
  }

  @Test
  void aHostsFileNamesHosts() {
    FilterList list =
        FilterList.hosts(
            "# mine\n127.0.0.1 localhost\n0.0.0.0 t.example # x\n:: u.example v.example\nw.example\r\n");

    assertThat(list.rules()).isEqualTo(4);
    assertThat(list.blocks(url("https://a.t.example/"), Destination.IMAGE, PAGE)).isTrue();
    assertThat(list.blocks(url("https://v.example/"), Destination.IMAGE, PAGE)).isTrue();
    assertThat(list.blocks(url("https://w.example/"), Destination.IMAGE, PAGE)).isTrue();
    assertThat(list.blocks(url("https://localhost/"), Destination.IMAGE, PAGE)).isFalse();
  }

  @Test
  void anExpressionThatStepsBackForeverEnds() {
    String slow = "/[a-z]*[a-z]*[a-z]*[a-z]*[a-z]*0$/";

    assertThat(blocks(slow, "https://x.org/" + "a".repeat(3_000), Destination.SCRIPT)).isTrue();
    assertThat(FilterList.adblock("/(a|b)*c/").rules()).isZero(); // it would take the stack
  }

  @Test
  void anAddressThatOffersAThousandPlacesEnds() {
    String rules = "/aaaa*bbbb*cccc/\naaaa*dddd*eeee";

    assertThat(blocks(rules, "https://x.org/" + "aaaabbbb".repeat(20_000), Destination.SCRIPT))
        .isTrue();
  }

  @Property(tries = 2_000)
  void anyListIsReadAndDecides(@ForAll("rules") String rules, @ForAll("rules") String path) {
    FilterList list = FilterList.adblock(rules);
    FilterList hosts = FilterList.hosts(rules);
    WebUrl url = WebUrl.parse("https://a.t.example/" + path, PAGE).orElseThrow();

    for (Destination destination : Destination.values()) {
      list.blocks(url, destination, PAGE);
      list.excepts(url, destination, PAGE);
      list.insists(url, destination, PAGE);
      hosts.blocks(url, destination, PAGE);
    }
  }

  @Provide
  Arbitrary<String> rules() {
    return Arbitraries.of(
            "||",
            "|",
            "@@",
            "^",
            "*",
            "$",
            ",",
            "~",
            "/",
            "domain=",
            "script",
            "third-party",
            "t.example",
            "a",
            "aaaa",
            "=",
            "#",
            "##",
            "\n",
            "(",
            ")",
            "[",
            "]",
            "{",
            "+",
            "\\",
            "denyallow=",
            "badfilter",
            "\u00fc",
            ".",
            "?",
            ":",
            "0.0.0.0 ",
            "!",
            "match-case")
        .list()
        .ofMaxSize(14)
        .map(list -> String.join("", list));
  }
}
