package io.github.cookieward.html;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class HtmlRewriterTest {
  private record Rule(Set<String> names, Function<StartTag, Edit> edit) implements TagRule {
    @Override
    public WantedTags wanted() {
      return WantedTags.of(names, Set.of());
    }

    @Override
    public Edit on(StartTag tag) {
      return edit.apply(tag);
    }
  }

  @Test
  void aRuleIsAskedAboutNoTagButThoseItWants() {
    List<String> asked = new ArrayList<>();
    Rule rule =
        new Rule(
            Set.of("img", "annotation-xml"),
            tag -> {
              asked.add(tag.name());
              return Edit.keep();
            });
    Rewriting.rewrite(
        rule, "<imgx><im><IMG><image><svg><image></svg><p><math><annotation-xml><annotation-xmlx>");
    assertThat(asked).containsExactly("img", "img", "annotation-xml");
  }

  @Test
  void theFirstOfTwoAttributesCounts() {
    List<String> seen = new ArrayList<>();
    Rule rule =
        new Rule(
            Set.of("a"),
            tag -> {
              seen.add(tag.attribute("href").orElse("none"));
              seen.add(new String(tag.bytes(), UTF_8));
              return Edit.keep().remove("href");
            });
    assertThat(Rewriting.rewrite(rule, "<a HREF=1 href=2 x>")).isEqualTo("<a     x>");
    assertThat(seen).containsExactly("1", "<a HREF=1 href=2 x>");
  }

  @Test
  void aValueHasItsLineEndsNormalisedAndItsNulReplaced() {
    List<String> seen = new ArrayList<>();
    Rule rule =
        new Rule(
            Set.of("a"),
            tag -> {
              seen.add(tag.attribute("x").orElseThrow());
              return Edit.keep();
            });
    Rewriting.rewrite(rule, "<a x='1\r\n2\r3\n&#13;\0'>");
    assertThat(seen).containsExactly("1\n2\n3\n\r\uFFFD");
  }

  @Test
  void aPageInAnotherEncodingIsReadAndWrittenInIt() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Rule rule =
        new Rule(Set.of("a"), tag -> Edit.keep().set("y", tag.attribute("x").orElseThrow() + "€"));
    HtmlRewriter rewriter = new HtmlRewriter(rule, ISO_8859_1, out, 64);
    byte[] page = "<a x=ü>".getBytes(ISO_8859_1);
    rewriter.write(page, 0, page.length);
    rewriter.end();
    assertThat(out.toString(ISO_8859_1)).isEqualTo("<a y=\"ü&#8364;\" x=ü>");
  }

  @Test
  void anEncodingWhoseTagsCannotBeFoundIsRefused() {
    assertThat(HtmlRewriter.canRead(UTF_16)).isFalse();
    assertThat(HtmlRewriter.canRead(Charset.forName("ISO-2022-JP"))).isFalse();
    assertThat(HtmlRewriter.canRead(Charset.forName("Shift_JIS"))).isTrue();
    assertThat(HtmlRewriter.canRead(Charset.forName("windows-1252"))).isTrue();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HtmlRewriter(new SeenTags(), UTF_16, new ByteArrayOutputStream(), 64))
        .withMessageContaining("UTF-16 is not ASCII-compatible");
  }

  @Test
  void aLimitBelowWhatANameNeedsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new HtmlRewriter(new SeenTags(), UTF_8, new ByteArrayOutputStream(), 63))
        .withMessage("limit must be at least 64 bytes, not 63");
  }

  @Test
  void aNameThatNoTagCanBeFoundByIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WantedTags.of(Set.of("IMG"), Set.of()))
        .withMessageContaining("not \"IMG\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Edit.keep().set("a b", ""))
        .withMessageContaining("not \"a b\"");
  }

  @Test
  void whatIsNoLongerATagHasNoAttributesToChange() {
    assertThatIllegalStateException().isThrownBy(() -> Edit.inert().remove("src"));
  }

  @Test
  void aTagThatIsTooLongIsCountedAndMadeInertOrPassedAsItsRuleSays() {
    String html = "<img alt='<script>" + "x".repeat(100) + "'>";
    Rewriting inert = new Rewriting(new Withholding(), 64).all(html.getBytes(UTF_8), 7);
    assertThat(inert.text()).endsWith("&lt;img alt='&lt;script>" + "x".repeat(100) + "'>");
    assertThat(inert.rewriter.count(Doubt.TAG_TOO_LONG)).isEqualTo(1);
    TagRule passing =
        new TagRule() {
          @Override
          public WantedTags wanted() {
            return WantedTags.of(Set.of("img"), Set.of());
          }

          @Override
          public Edit on(StartTag tag) {
            return Edit.inert();
          }

          @Override
          public boolean passesUnread(String name) {
            return name.equals("img");
          }
        };
    assertThat(new Rewriting(passing, 64).all(html.getBytes(UTF_8), 7).text()).isEqualTo(html);
  }

  @Test
  void aNameLongerThanTheLimitIsNoTagToAskAbout() {
    SeenTags seen = new SeenTags();
    String html = "<" + "x".repeat(500) + " a=b><i>";
    assertThat(new Rewriting(seen, 64).all(html.getBytes(UTF_8), 9).text()).isEqualTo(html);
    assertThat(seen.tags).containsExactly("<i {}>");
  }

  @Test
  void theFirstCompleteTagDoesNotWaitForTheNext() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HtmlRewriter rewriter = new HtmlRewriter(new SeenTags(), UTF_8, out, 64);
    byte[] page = "<b>text <img src=".getBytes(UTF_8);
    rewriter.write(page, 0, page.length);
    rewriter.flush();
    assertThat(out.toString(UTF_8)).isEqualTo("<b>text ");
    rewriter.end();
    assertThat(out.toString(UTF_8)).isEqualTo("<b>text <img src=");
  }

  @Test
  void bothReadingsOfANoscriptAreShownAndCounted() {
    SeenTags seen = new SeenTags();
    String html = "<noscript><p alt=\"</noscript><img src=x>\"></noscript>";
    Rewriting rewriting = new Rewriting(seen, 1000).all(html.getBytes(UTF_8), 1);
    assertThat(seen.tags).contains("<img {src=x}>", "<p {alt=</noscript><img src=x>}>");
    assertThat(rewriting.rewriter.count(Doubt.SCRIPTING)).isEqualTo(1);
    assertThat(rewriting.text()).isEqualTo(html);
  }
}
