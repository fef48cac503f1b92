package io.github.cookieward.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.http.WebUrl;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a real browser reads in an address, we read. */
class WebUrlIT {
  @RegisterExtension private static final Browsing BROWSING = new Browsing();

  private static final String BASE = "https://shop.example:8443/app/dir/page.html?q=1#f";

  private static final List<String> HOSTS =
      List.of(
          "t.example",
          "T.EXAMPLE",
          "t.example.",
          "t%2Eexample",
          "%74.example",
          "t\u3002example",
          "t\uff0eexample",
          "\uff54\uff0e\uff45\uff58ample",
          "b\u00fccher.example",
          "fa\u00df.example",
          "xn--bcher-kva.example",
          "t\u00adracker.example",
          "\u0661.example",
          "127.1",
          "0x7f.1",
          "0x7f000001",
          "2130706433",
          "017700000001",
          "1.2.3.4.",
          "1.2.3.4.5",
          "256.1.1.1",
          "1.2.3.08",
          "0x",
          "t.0x1z",
          "a.09",
          "[::1]",
          "[0:0:0:0:0:0:0:1]",
          "[2001:DB8::0:1]",
          "[1::2::3]",
          "[::1.2.3.4]",
          "[1:2:3:4:5:6:7:8:9]",
          "[::1",
          "[::]",
          "[1:0:0:2:0:0:0:3]",
          "[::ffff:1.2.3.256]",
          "[1:2:3:4:5:6:7::]",
          "user@t.example",
          "user:pass@t.example",
          "a@b@t.example",
          "user:pa:ss@t.example:81",
          "t.example:443",
          "t.example:80",
          "t.example:0",
          "t.example:",
          "t.example:0000444",
          "t.example:65535",
          "t.example:65536",
          "t.example:x",
          "t.ex ample",
          "t<x>.example",
          "t_x.example",
          "t-.example",
          "a..b",
          ".",
          "..",
          "",
          "@t.example",
          "t.example@",
          "t%00.example",
          "t%25.example",
          "t|.example",
          "t^.example",
          "%F0%9F%92%A9.example",
          "\ud83d\ude00.example");

  private static final List<String> PREFIXES =
      List.of("https://", "HTTP://", "//", "\\\\", "/\\", "https:\\\\", "https:////", "ftp:/");

  private static final List<String> RELATIVE =
      List.of(
          "",
          "#x",
          "?",
          "?a=b#c",
          "x",
          "./x",
          "../x",
          "../../../x",
          "/x",
          "/../x",
          "x/..",
          "x/.",
          "x/../",
          "%2e%2E/x",
          ".%2e",
          "%2e",
          "x/%2e%2e/y",
          "a//b",
          "//",
          "///x",
          "////t.example/x",
          "\\x",
          "x\\y\\..\\z",
          "https:x",
          "https:/x",
          "https:",
          "http:x",
          "http:/t.example/x",
          "http:t.example",
          "https:?x",
          "wss:t.example/s",
          "  x  ",
          "\u0001 x\u0000",
          "x\ty\nz\r",
          "ht\ttps://t.exa\nmple/",
          "java\tscript:alert(1)",
          "/x y",
          "/x\u00e4?\u00e4=\u00e4'\"<>`",
          "/\"<>`{}|^[]\\",
          "?\"<>`{}|^[]\\",
          "/%zz%4",
          "/%41",
          "?\ud83d\ude00",
          "/x;p=1/y;q",
          "x:y",
          "1x:y",
          "x+y:z",
          "/a/./b/../c",
          "/a/b/..",
          "/..a/.b/...",
          "/a?b?c/../d",
          "?x/../y",
          "?'",
          "/'",
          "data:text/html,x",
          "javascript:x//y",
          "mailto:a@b",
          "about:blank",
          "blob:https://t.example/1-2",
          "tel:1",
          "://x",
          ":x",
          "/:x",
          "/\u007f",
          "/\u0080",
          "/~!$&()*+,-._=:@",
          "?~!$&()*+,-._=:@/?",
          "/a\u3002b",
          "x#y#z",
          "/x#\\");

  @Test
  void isReadAsChromiumReadsIt() {
    List<String> inputs = new ArrayList<>(RELATIVE);
    for (String host : HOSTS) {
      inputs.add("https://" + host + "/p?q");
      inputs.add(PREFIXES.get(inputs.size() % PREFIXES.size()) + host + "/p");
      inputs.add("ws://" + host);
      inputs.add("//" + host + "\\p\\..\\q?x\\y");
    }
    for (String prefix : PREFIXES) {
      inputs.add(prefix + "t.example/a/../b");
      inputs.add(" \t" + prefix + "t.example?x#y");
    }
    assertThat(inputs).hasSizeGreaterThan(300);
    List<String> wrong = new ArrayList<>();
    int refused = 0;
    List<?> theirs = asked(inputs);
    WebUrl base = WebUrl.parse(BASE, null).orElseThrow();
    for (int i = 0; i < inputs.size(); i++) {
      Optional<WebUrl> ours = WebUrl.parse(inputs.get(i), base);
      Object their = theirs.get(i);
      refused += their == null ? 1 : 0;
      boolean remote = their != null && their.toString().matches("(https?|wss?|ftp):.*");
      String found = alike(ours.map(WebUrl::toString).orElse("nothing"));
      their = their == null ? null : alike(their.toString());
      // What a browser refuses may be found; what stays local has to be seen as such.
      if (remote ? !found.equals(their) : their != null && ours.orElse(base).isRemote()) {
        wrong.add(escaped(inputs.get(i)) + "\n  theirs " + their + "\n  ours   " + found);
      }
    }
    assertThat(refused).as("inputs that a browser refuses").isBetween(30, 150);
    assertThat(wrong).isEmpty();
  }

  /**
   * In a path Chromium escapes a bar, and leaves a DEL; the standard has it the other way round.
   */
  private static String alike(String address) {
    return address.replace("%7C", "|").replace("\u007f", "%7F");
  }

  private static String escaped(String text) {
    StringBuilder out = new StringBuilder();
    text.chars()
        .forEach(
            c -> {
              boolean plain = c >= ' ' && c < 0x7f;
              out.append(plain ? Character.toString(c) : String.format("\\u%04x", c));
            });
    return out.toString();
  }

  private static List<?> asked(List<String> inputs) {
    return (List<?>)
        BROWSING
            .window(true)
            .evaluate(
                """
            ([inputs, base]) => inputs.map((input) => {
              try {
                const url = new URL(input, base);
                url.hash = '';
                url.username = '';
                url.password = '';
                return url.href;
              } catch (e) {
                return null;
              }
            })""",
                List.of(inputs, BASE));
  }
}
