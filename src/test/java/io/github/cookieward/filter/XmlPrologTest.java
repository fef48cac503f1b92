package io.github.cookieward.filter;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cookieward.enforcement.JudgedDoctype;
import io.github.cookieward.html.Edit;
import io.github.cookieward.html.StartTag;
import io.github.cookieward.html.TagRule;
import io.github.cookieward.html.WantedTags;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the beginning of an XML document ends, in pieces of every size. */
class XmlPrologTest {
  private static final String PAGE = "<html><head><title>x</title></head><body>y</body></html>";
  private static final String GUARDED =
      "<html><head><guard/><title>x</title></head><body>y</body></html>";

  private static final TagRule RULE =
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
        public String firstInHead(boolean explicit) {
          return explicit ? "<guard/>" : "<misplaced/>";
        }
      };

  private static JudgedDoctype.Judged judged(String doctype) {
    return new JudgedDoctype.Judged(doctype.replace("'track'", "''"), Map.of());
  }

  private static String read(String document, Charset charset, int size) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    RewrittenPage page =
        new RewrittenPage(RULE, () -> "", charset, out, 4_096)
            .inXml(sheet -> true, XmlPrologTest::judged);
    byte[] bytes = document.getBytes(charset);
    for (int at = 0; at < bytes.length; at += size) {
      page.write(bytes, at, Math.min(size, bytes.length - at));
    }
    page.end();
    return out.toString(charset);
  }

  private static void everySize(String document, String expected) throws IOException {
    for (int size = 1; size <= document.length(); size++) {
      assertThat(read(document, UTF_8, size)).as("pieces of %s bytes", size).isEqualTo(expected);
    }
    assertThat(read(document, UTF_16BE, 7)).isEqualTo(expected);
  }

  private static String bare(String page) {
    return page.replaceAll("<(misplaced|guard)/>", "");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<?xml version='1.0'?>\n",
        "<?xml version='1.0'?><!-- <html> > --><?xml-stylesheet href='a>b'?>\r\n",
        "<!DOCTYPE html>\n<?x '>'?><!-- <html> -->",
        "<!DOCTYPE html PUBLIC \"a>b\" 'c]>d'>",
        "<?xml version='1.0'?><!DOCTYPE html [<!ATTLIST img src CDATA \"x>\"><img>]>",
        "<!DOCTYPE html [<!-- ]> ' --><?x ]>?><!ENTITY a '<img>]>'>%p; ] >",
        "<!DOCTYPE html SYSTEM 'x' [ <!ELEMENT a (b|c)*> ]>"
      })
  void itPassesAndThePageIsReadFromItsRoot(String prolog) throws IOException {
    everySize(prolog + PAGE, prolog + GUARDED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<?xml version='1.0'?>",
        "<!DOCTYPE r [<!-- ]><r> ",
        "<!DOCTYPE r [<!ENTITY a ']><r>'>",
        "<!DOCTYPE r [<?x ]><r> ?>]>",
      })
  void whatMayComeBeforeARootIsWaitedFor(String beginning) {
    byte[] bytes = beginning.getBytes(UTF_8);
    assertThat(SheetInstructions.transform(bytes, bytes.length)).isTrue();
    byte[] whole = "\ufeff<!DOCTYPE r [<!-- ]> -->]>\n<?x ?><r/>".getBytes(UTF_8);
    assertThat(SheetInstructions.transform(whole, whole.length)).isFalse();
  }

  @Test
  void theDeclarationIsJudged() throws IOException {
    everySize(
        "<?x 'track'?><!DOCTYPE html [<!ENTITY a 'track'>]>" + PAGE,
        "<?x 'track'?><!DOCTYPE html [<!ENTITY a ''>]>" + GUARDED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<", "<?xml", "<!-- x", "<!DOCTY", "<!DOCTYPE html [<!ENTITY a 'x>]>", "text"})
  void whatNeverBeginsLeavesAsItCame(String document) throws IOException {
    for (int size = 1; size <= document.length(); size++) {
      assertThat(bare(read(document, UTF_8, size))).startsWith(document);
    }
  }

  @Test
  void oneLongerThanTheLimitIsNotHeld() throws IOException {
    String declaration = "<!DOCTYPE html [<!ENTITY a '" + "x".repeat(9_000) + "'>]>";
    assertThat(bare(read(declaration + PAGE, UTF_8, 1_000))).isEqualTo(declaration + PAGE);
  }
}
