package io.github.cookieward.html;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WantedAttributesTest {
  private static final WantedAttributes ANYWHERE =
      WantedAttributes.of(Set.of("ping", "style", "data-category"), Set.of("style"), true);
  private static final WantedTags TAGS =
      WantedTags.withAttributes(
          Map.of(
              "img",
              WantedAttributes.of(Set.of("src"), Set.of(), true),
              "image",
              WantedAttributes.of(Set.of("href"), Set.of(), true)),
          ANYWHERE,
          Set.of("script"),
          Set.of());

  private static List<String> asked(WantedTags wanted, String html, int size) {
    return asked(wanted, html, size, rewriter -> {});
  }

  private static List<String> asked(
      WantedTags wanted, String html, int size, Consumer<HtmlRewriter> kind) {
    List<String> asked = new ArrayList<>();
    TagRule rule =
        new TagRule() {
          @Override
          public WantedTags wanted() {
            return wanted;
          }

          @Override
          public Edit on(StartTag tag) {
            asked.add(tag.name());
            return Edit.keep();
          }
        };
    byte[] page = ("<body>" + html + "</body> and more text after it").getBytes(UTF_8);
    HtmlRewriter rewriter = new HtmlRewriter(rule, UTF_8, OutputStream.nullOutputStream(), 1_024);
    kind.accept(rewriter);
    try {
      for (int at = 0; at < page.length; at += size) {
        rewriter.write(page, at, Math.min(size, page.length - at));
      }
      rewriter.end();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return asked;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<a href='/x' ping='/y'>",
        "<a\nPING=/y>",
        "<a class=x ping>",
        "<a href='/x'  ping = '/y' >",
        "<p style='background:url(/x)'>",
        "<p style='background:url&lpar;/x&rpar;'>",
        "<p style='--x:\"//h.example/\"'>",
        "<p style='@import \"x\"'>",
        "<p class=x onclick='f()'>",
        "<p OnClick=f>",
        "<x-own data-category=ads>",
        "<img src=/x>",
        "<image src=/x>",
        "<image href=/x>",
        "<script>",
        "<script class=x>",
      })
  void aTagIsAskedAboutForWhatMatters(String tag) {
    for (int size : new int[] {1, 7, 8_192}) {
      assertThat(asked(TAGS, tag, size)).as("in pieces of " + size).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<p>",
        "<p class='a b' id=c title='ping=/y'>",
        "<a href='https://h.example/?style=url(x)' class=x>",
        "<p style='color: red; margin: 0 / 1px'>",
        "<p on=x on-x=y onsix6=z>",
        "<img href=/x alt=''>",
        "<x-own data-categories=ads>",
      })
  void aTagIsPassedByForWhatDoesNot(String tag) {
    assertThat(asked(TAGS, tag, 8_192)).isEmpty();
  }

  @Test
  void ofADocumentInXmlEveryTagWithAttributesOrAPrefixIsWanted() {
    for (int size : new int[] {8_192, 1}) {
      assertThat(
              asked(
                  TAGS,
                  "<g><rect width='1'><p class='x'><h:g/><\u00e9:p/></h:g><_:p/>",
                  size,
                  HtmlRewriter::readXml))
          .containsExactly("rect", "p", "g", "p", "p");
    }
  }
}
