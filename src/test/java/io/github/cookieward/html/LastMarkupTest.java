package io.github.cookieward.html;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is put last into a document that stops anywhere is markup, or is not put there. */
class LastMarkupTest {
  private static final String LAST = "<p id=last></p>";

  private static final TagRule RULE =
      new TagRule() {
        @Override
        public WantedTags wanted() {
          return WantedTags.of(Set.of("img", "style", "script"), Set.of());
        }

        @Override
        public Edit on(StartTag tag) {
          return tag.name().equals("img") ? Edit.keep() : Edit.readText();
        }
      };

  private static String rewrite(String html, int size, String last) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HtmlRewriter rewriter = new HtmlRewriter(RULE, UTF_8, out, 1024);
    byte[] bytes = html.getBytes(UTF_8);
    try {
      for (int at = 0; at < bytes.length; at += size) {
        rewriter.write(bytes, at, Math.min(size, bytes.length - at));
      }
      AtomicInteger asked = new AtomicInteger();
      rewriter.end(
          () -> {
            asked.incrementAndGet();
            return last;
          });
      assertThat(asked.get()).isLessThanOrEqualTo(1);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return out.toString(UTF_8);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "<p>x| ",
        "<p>x <| ",
        "<style>a{}|</style>",
        "<style>a{} <|</style>",
        "<style>a{} </|</style>",
        "<style>a{} </sty|</style>",
        "<style>a{} </style|</style>",
        "<style>a{} </stylex|</style>",
        "<title>x|</title>",
        "<textarea>x|</textarea>",
        "<xmp>x<b>|</xmp>",
        "<iframe>x|</iframe>",
        "<noembed>x|</noembed>",
        "<noframes>x|</noframes>",
        "<!-- x|-->",
        "<!--|-->",
        "<!---|-->",
        "<!-- x-|-->",
        "<!-- x--|-->",
        "<!-- x--!|-->",
        "<p><?x|>",
        "<p><!x|>",
        "<p><!|>",
        "<p><!-|>",
        "<p></ x|>"
      })
  void whatIsOpenEndsBeforeIt(String html, String ending) {
    for (int size : new int[] {1, 3, 1000}) {
      String end = ending == null ? "" : ending.strip();
      assertThat(rewrite(html, size, LAST)).isEqualTo(html + end + LAST);
      assertThat(rewrite(html, size, "")).as("nothing to put there").isEqualTo(html);
    }
    if (html.contains("</sty")) {
      return; // jsoup takes the next "<" for a part of that name, and no browser does
    }
    Document with = Jsoup.parse(rewrite(html, 1000, LAST));
    assertThat(with.select("#last")).hasSize(1);
    with.select("#last").remove();
    assertThat(withoutComments(with)).isEqualTo(withoutComments(Jsoup.parse(html)));
  }

  private static String withoutComments(Document document) {
    return document.html().replaceAll("(?s)<!--.*?-->", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>x",
        "<script>x</scr",
        "<script>x</script ",
        "<script><!-- x",
        "<script><!-- <script> x",
        "<plaintext>x",
        "<!DOCTYPE html",
        "<svg><![CDATA[ x",
        "<p></",
        "<p></p",
        "<p></p a='",
        "<p><b class=\"x",
        "<style>x</style "
      })
  void whereNothingCanFollowNothingDoes(String html) {
    for (int size : new int[] {1, 3, 1000}) {
      String out = rewrite(html, size, LAST);
      assertThat(out).doesNotContain(LAST + LAST);
      assertThat(out.replace(LAST, "")).isEqualTo(html);
      assertThat(Jsoup.parse(out).select("[id~=last]").size()).isLessThanOrEqualTo(1);
      assertThat(out.indexOf(LAST)).isLessThan(html.length());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<img",
        "<img ",
        "<img src",
        "<img src=",
        "<img src=\"https://t.example/",
        "<img src='x",
        "<img src=x",
        "<img src=\"x\"",
        "<img /"
      })
  void aTagThatNeverEndsBecomesNoneByIt(String tag) {
    for (int size : new int[] {1, 3, 1000}) {
      assertThat(rewrite("<p>x" + tag, size, LAST)).isEqualTo("<p>x" + LAST + tag);
    }
  }

  @Test
  void aReadingInDoubtGetsItOnlyWhereBothWould() {
    String open = "<noscript><p>x";
    String out = rewrite(open, 1000, LAST);
    assertThat(out).isIn(open, open + LAST);
    assertThat(rewrite("<noscript>x</noscript><p>y", 1, LAST)).endsWith("<p>y" + LAST);
  }
}
