package io.github.cookieward.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.Answer;
import io.github.cookieward.enforcement.Answer.Action;
import io.github.cookieward.enforcement.Settings;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HeldTest {
  private static final Settings SHOP = Sites.plain();
  private static final Embed FILM =
      new Embed("https://video.example/1?a=1&b=2", "A film", "560", "315");

  private static String embed(Visit visit, Need need, Embed embed) {
    return visit.sees(
        (out, view) -> Page.heldEmbed(out, Optional.of(view), Locale.ENGLISH, need, embed));
  }

  private static String script(Need need, Script script) {
    return Visit.first(SHOP)
        .sees((out, view) -> Page.heldScript(out, Optional.of(view), need, script));
  }

  @Test
  void aHeldScriptIsInertAndKeepsWhatItWas() {
    assertThat(script(Need.of("", "counter"), new Script("/c.js", "module", true, false, "", "")))
        .isEqualTo(
            "<script type=\"text/plain\" data-consent-service=\"counter\""
                + " data-consent-held=\"src\" data-consent-type=\"module\" data-consent-src=\"/c.js\" async></script>");
    assertThat(script(Need.of("analytics", ""), new Script("", "", false, false, "", "go()")))
        .isEqualTo(
            "<script type=\"text/plain\" data-consent-category=\"analytics\""
                + " data-consent-held=\"\">go()</script>");
  }

  @Test
  void aServiceThatTheStateDoesNotTellOfIsJudgedByItsCategories() {
    Settings whole = Settings.builder().build();
    String held =
        Visit.first(whole)
            .sees(
                (out, view) ->
                    Page.heldScript(
                        out,
                        Optional.of(view),
                        Need.of("", "google-analytics"),
                        new Script("/x.js", "", false, false, "", "")));

    assertThat(held).contains("data-consent-category=\"analytics third-party\"");
    assertThat(script(Need.of("analytics", "nobody"), new Script("/x", "", false, false, "", "")))
        .contains("data-consent-category=\"analytics unknown\"");
  }

  @Test
  void i6AnInlineBodyCannotEndItsElement() {
    String body = "a='</script><img src=x>';b='<!--<SCRIPT'";

    assertThat(script(Need.of("analytics", ""), new Script("", "", false, false, "", body)))
        .endsWith(">a='\\u003c/script><img src=x>';b='\\u003c!--\\u003cSCRIPT'</script>");
  }

  @Test
  void j2APlaceholderNamesTheServiceAndLinksToTheContent() {
    assertThat(embed(Visit.first(SHOP), Need.of("", "video"), FILM))
        .contains("Video Hall")
        .contains("rel=\"noopener noreferrer\" href=\"https://video.example/1?a=1&amp;b=2\"")
        .contains("<iframe hidden data-consent-hidden data-consent-held=\"src\"")
        .doesNotContain(" src=");
  }

  @Test
  void allowingSaysAndSendsWhatItGrantsAndNoMore() {
    String html = embed(Visit.first(SHOP), Need.of("", "video"), FILM);

    assertThat(html)
        .contains("value=\"allow\">Always allow Video Hall<")
        .contains("name=\"service\" value=\"video\"", "name=\"category\" value=\"third-party\"")
        .contains("This also switches on: Third parties.")
        .doesNotContain("value=\"preference\"");
    Answer third = new Answer(Action.SAVE, Set.of(Category.THIRD_PARTY), Set.of(), Set.of(), 1);
    assertThat(embed(Visit.first(SHOP).then(third), Need.of("", "video"), FILM))
        .doesNotContain("name=\"category\"", "also switches on");
  }

  @Test
  void whatNobodyKnowsCannotBeAllowed() {
    assertThat(embed(Visit.first(SHOP), Need.of("", "nobody"), FILM)).doesNotContain("<form");
  }

  @Test
  void withoutTheFilterThereIsALinkAndNothingToAllow() throws Exception {
    StringBuilder out = new StringBuilder();
    Page.heldEmbed(out, Optional.empty(), Locale.ENGLISH, Need.of("", "video"), FILM);

    assertThat(out.toString()).contains("href=\"https://video.example").doesNotContain("<form");
  }

  @Test
  void i6HostileNamesAndAddressesStayText() {
    String hostile = "\"><script>alert(1)</script>";
    Service service = Service.builder("evil", Category.ANALYTICS).name(hostile).build();
    Visit visit = Visit.first(Sites.shop().service(service).build());

    assertThat(
            embed(visit, Need.of("", "evil"), new Embed("javascript:alert(1)", hostile, "\"", "'")))
        .doesNotContain("<script", "javascript:");
    StringBuilder live = new StringBuilder();
    Visit.render(
        (out, view) ->
            Page.liveEmbed(
                live, Need.of("", "evil"), new Embed("javascript:alert(1)", hostile, "", "")),
        visit.view());
    assertThat(live.toString()).doesNotContain("<script", "javascript:");
  }

  @Test
  void aNeedIsCoveredOnlyWhereAllOfItIsGranted() {
    Visit visit =
        Visit.first(SHOP)
            .then(new Answer(Action.SAVE, Set.of(Category.ANALYTICS), Set.of(), Set.of(), 1));

    assertThat(Need.of("analytics", "counter").isCovered(visit.enforcement())).isTrue();
    assertThat(Need.of("preference", "counter").isCovered(visit.enforcement())).isFalse();
    assertThat(Need.of("analytics", "video").isCovered(visit.enforcement())).isFalse();
    assertThat(Need.of("analytics", "nobody").isCovered(visit.enforcement())).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> Need.of("", ""));
  }
}
