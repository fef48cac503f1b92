package io.github.cookieward.html;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Documents put together from what tokenizers and tree builders stumble over. */
final class HostileMarkup {
  static final List<String> PARTS =
      List.of(
          "<noscript>",
          "</noscript>",
          "</noscript x='>'>",
          "<p alt=\"",
          "<p title='",
          "<p x=",
          "<img src=//t.example/a>",
          "<img src='//t.example/b' alt=x>",
          "<IMG/SRC=\"//t.example/c\"/>",
          "<image src=//t.example/d>",
          "<img\nsrc\r\n=\n//t.example/e\n>",
          "<img src=//t.example/f",
          "<img src='&#x2f;/t.exa&#109;ple&sol;g&period;gif&copy=1&amp;x'>",
          "<script src=//t.example/h></script>",
          "<script>",
          "</script>",
          "<script><!--",
          "<script",
          "</script ",
          "-->",
          "--!>",
          "<!--",
          "<!-->",
          "<!--->",
          "<!",
          "<!x",
          "<?x",
          "</",
          "</>",
          "<>",
          "<iframe src=//t.example/i></iframe>",
          "<iframe src=//t.example/j>",
          "</iframe>",
          "<svg>",
          "</svg>",
          "<svg/>",
          "<math>",
          "</math>",
          "<mi>",
          "</mi>",
          "<mglyph>",
          "<desc>",
          "<foreignObject>",
          "</foreignObject>",
          "<annotation-xml>",
          "</annotation-xml>",
          "<annotation-xml encoding='text/html'>",
          "<title>",
          "</title>",
          "<textarea>",
          "</textarea>",
          "<style>",
          "</style>",
          "<xmp>",
          "</xmp>",
          "<noembed>",
          "</noembed>",
          "<noframes>",
          "</noframes>",
          "<plaintext>",
          "<select>",
          "</select>",
          "<option>",
          "<frameset>",
          "<frame>",
          "<![CDATA[",
          "]]>",
          "]]",
          "<div>",
          "</div>",
          "<p>",
          "</p>",
          "</br>",
          "<table>",
          "<td>",
          "</table>",
          "<font color=red>",
          "<font>",
          "<template>",
          "</template>",
          "<head>",
          "</head>",
          "<body>",
          "</body>",
          "<html>",
          "<!DOCTYPE html>",
          "<a href=//t.example/k>",
          "</a>",
          "<b>",
          "</b>",
          "<g>",
          "</g>",
          "\"",
          "'",
          ">",
          "<",
          "/",
          "=",
          " ",
          "\n",
          "\r",
          "\f",
          "\0",
          "-",
          "&",
          "&lt;",
          "x",
          "ü",
          "€",
          "\uD83D\uDE00",
          "src=//t.example/l ",
          "<input src=//t.example/m>",
          "<embed src=//t.example/n>",
          "<video src=//t.example/o></video>",
          "<link rel=stylesheet href=//t.example/p>",
          "<x-y-z-long-custom-element-name src=1>");

  /** Those among which the tags of two readings soon lie across each other. */
  private static final List<String> CROSSING =
      List.of(
          "<noscript>",
          "</noscript>",
          "</noscript x='",
          "<p alt=\"",
          "<p src='//t.example/q ",
          "<img src=//t.example/a>",
          "<img src=\"//t.example/b\" alt='",
          "\">",
          "'>",
          "\"",
          "'",
          ">",
          "<script src='//t.example/r' x=\"",
          "<script><!--",
          "<script>",
          "</script>",
          "-->",
          "<!--",
          "<select>",
          "<style>",
          "</style>",
          "<svg>",
          "</div>",
          "<foreignObject>",
          "<![CDATA[",
          "]]>");

  private HostileMarkup() {}

  static String document(Random random, int mostParts) {
    int count = 1 + random.nextInt(mostParts);
    List<String> parts = new ArrayList<>();
    List<String> choice = random.nextInt(3) == 0 ? CROSSING : PARTS;
    for (int i = 0; i < count; i++) {
      parts.add(choice.get(random.nextInt(choice.size())));
    }
    String document = String.join("", parts);
    return random.nextInt(3) == 0 ? mutated(document, random) : document;
  }

  private static String mutated(String document, Random random) {
    StringBuilder text = new StringBuilder(document);
    for (int i = random.nextInt(4); i >= 0 && text.length() > 1; i--) {
      int at = random.nextInt(text.length());
      switch (random.nextInt(3)) {
        case 0 -> text.deleteCharAt(at);
        case 1 -> text.insert(at, "<>/'\"=! -&\0".charAt(random.nextInt(11)));
        default -> text.setCharAt(at, text.charAt(random.nextInt(text.length())));
      }
    }
    // A mutation may halve a character; what is left of it is none in UTF-8.
    return new String(text.toString().getBytes(UTF_8), UTF_8);
  }
}
