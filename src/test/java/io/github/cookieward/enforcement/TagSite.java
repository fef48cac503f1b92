package io.github.cookieward.enforcement;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.html.HtmlRewriter;
import io.github.cookieward.html.StartTag;
import io.github.cookieward.http.WebUrl;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.function.Consumer;

/** A site with one service a purpose, and its pages as they leave. */
final class TagSite {
  static final Place PAGE =
      new Place(WebUrl.parse("https://shop.example/app/page", null).orElseThrow(), "/app");

  /** A placeholder that says what it is told. */
  static final PageMarkup TOLD =
      new PageMarkup() {
        @Override
        public String placeholder(Decision decision, StartTag tag, String address) {
          String whose = decision.service().map(Service::id).orElse(decision.subject());
          return "<p>" + tag.name() + " " + whose + " " + address + "</p>";
        }
      };

  private TagSite() {}

  static SettingsBuilder settings() {
    return Settings.builder()
        .service(
            Service.builder("stats", Category.ANALYTICS)
                .name("Visit Stats")
                .address("stats.example")
                .endpoint("/metrics/*")
                .build())
        .service(
            Service.builder("ads", Category.ADVERTISING)
                .thirdParty(true)
                .address("ads.example")
                .build())
        .service(
            Service.builder("film", Category.PREFERENCE)
                .thirdParty(true)
                .address("film.example")
                .build())
        .service(Service.builder("pay", Category.ESSENTIAL).address("pay.example").build());
  }

  static SettingsBuilder strict() {
    return settings().pages(PageSettings.DEFAULTS.with(PageSettings.Protection.STRICT));
  }

  static ConsentTagRules rules(Enforcement enforcement, PageMarkup markup) {
    return new ConsentTagRules(enforcement, PAGE, markup);
  }

  static String rewritten(Enforcement enforcement, PageMarkup markup, String html, int size) {
    return rewritten(enforcement, markup, html, size, 4_096);
  }

  static String rewritten(
      Enforcement enforcement, PageMarkup markup, String html, int size, int limit) {
    return rewritten(rewriter -> {}, enforcement, markup, html, size, limit);
  }

  /** The same of a document in XML. */
  static String rewrittenXml(Enforcement enforcement, PageMarkup markup, String xml, int size) {
    return rewritten(HtmlRewriter::readXml, enforcement, markup, xml, size, 4_096);
  }

  private static String rewritten(
      Consumer<HtmlRewriter> kind,
      Enforcement enforcement,
      PageMarkup markup,
      String html,
      int size,
      int limit) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] bytes = html.getBytes(UTF_8);
    try {
      HtmlRewriter rewriter = new HtmlRewriter(rules(enforcement, markup), UTF_8, out, limit);
      kind.accept(rewriter);
      for (int at = 0; at < bytes.length; at += size) {
        int length = Math.min(size, bytes.length - at);
        // A copy that is spoiled afterwards, as the caller's buffer may be.
        byte[] piece = Arrays.copyOfRange(bytes, at, at + length);
        rewriter.write(piece, 0, length);
        Arrays.fill(piece, (byte) '?');
      }
      rewriter.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(UTF_8);
  }
}
