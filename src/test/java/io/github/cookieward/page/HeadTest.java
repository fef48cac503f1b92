package io.github.cookieward.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.enforcement.Answer;
import io.github.cookieward.enforcement.Answer.Action;
import io.github.cookieward.enforcement.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class HeadTest {
  private static final Settings SHOP = Sites.plain();

  @Test
  void linksTheAssetsUnderAddressesThatChangeWithThem() {
    String head = Visit.first(SHOP).sees(Page::head);

    for (String name : List.of("consent.css", "consent.js")) {
      Asset asset = Assets.find(name).orElseThrow();
      assertThat(asset.version()).matches("[0-9a-f]{16}");
      assertThat(head).contains("\"/shop/consent/assets/" + asset.version() + "/" + name + "\"");
    }
    assertThat(Assets.find("../View.class")).isEmpty();
  }

  @Test
  void i6CarriesTheNonceWhereThereIsOne() {
    View view = Visit.first(SHOP).view();
    PagePolicy policy = new PagePolicy("n0nce", "0ther", true);
    View with = new View(view.enforcement(), "/consent", "", Locale.ENGLISH, "", policy);

    assertThat(Visit.render(Page::head, with))
        .containsPattern("<script[^>]* nonce=\"n0nce\"")
        .containsPattern("<link[^>]* nonce=\"0ther\"");
    assertThat(Visit.render(Page::head, view)).doesNotContain("nonce");
  }

  @Test
  void tellsTheScriptWhatIsGranted() {
    assertThat(Visit.first(SHOP).sees(Page::head)).contains("granted=\"essential @session\"");
    assertThat(Visit.first(SHOP).then(Answer.of(Action.ACCEPT_ALL, SHOP)).sees(Page::head))
        .contains(
            "granted=\"essential preference analytics advertising third-party"
                + " @session @counter @video\"");
  }

  @Test
  void e1TheSettingsLinkWorksWithoutScript() {
    assertThat(Visit.first(SHOP).sees(Page::settingsLink))
        .startsWith("<a class=\"cookieward-link\"")
        .contains("href=\"/shop/consent?return=%2Fshop%2Fa%3Fb%3D1%26c%3D2&amp;lang=en\"")
        .endsWith(">Cookie settings</a>");
  }

  @Test
  void theScriptsInterfaceIsThereWhereTheSiteWantsIt() {
    Settings site = Sites.shop().scriptApi(true).build();
    assertThat(Visit.first(site).sees(Page::head))
        .containsSubsequence("/api.js\"", "granted=\"essential @session\"", "/consent.js\"");
    assertThat(Visit.first(SHOP).sees(Page::head)).doesNotContain("api.js");
  }

  @Test
  void theAssetsStaySmall() throws IOException {
    assertThat(gzip("consent.css")).isLessThanOrEqualTo(3_100);
    assertThat(gzip("consent.js")).isLessThanOrEqualTo(2_920);
    assertThat(gzip("api.js")).isLessThanOrEqualTo(580);
  }

  private static int gzip(String name) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(Assets.find(name).orElseThrow().bytes());
    }
    return bytes.size();
  }
}
