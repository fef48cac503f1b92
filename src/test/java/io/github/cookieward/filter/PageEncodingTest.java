package io.github.cookieward.filter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A page's encoding is found as a browser finds it, and its first bytes are taken as one takes
 * them.
 */
class PageEncodingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\u00ef\u00bb\u00bf<p> | iso-8859-1 | UTF-8",
        "\u00fe\u00ff | utf-8 | UTF-16BE",
        "\u00ff\u00fe | utf-8 | UTF-16LE",
        "<p> | utf-16 | UTF-16LE",
        "<p> | UTF-8 | UTF-8",
        "<p> | utf-32 | ISO-8859-1",
        "<p> | utf-7 | ISO-8859-1",
        "<p> | cp037 | ISO-8859-1",
        "<p> | nonsense! | ISO-8859-1",
        "<p> | shift_jis | Shift_JIS",
        "<meta charset=utf-8> | '' | UTF-8",
        "<meta charset=utf-8> | iso-8859-2 | ISO-8859-2",
        "<META content=\"text/html; charset='ISO-2022-JP'\"> | '' | ISO-2022-JP",
        "<meta charset=\"utf-16le\"> | '' | UTF-8",
        "<!-- <meta charset=iso-2022-jp> --> | '' | ISO-8859-1",
        "<?xml version='1.0' encoding = 'iso-2022-jp'?><p> | '' | ISO-2022-JP",
        "<?xml encoding=\"utf-16\"?><p> | '' | UTF-8",
        "<p><?xml encoding=\"iso-2022-jp\"?> | '' | ISO-8859-1",
        "<\u0000?\u0000x\u0000m\u0000 | '' | UTF-16LE"
      })
  void aPageIsReadAsABrowserReadsIt(String beginning, String label, String charset) {
    byte[] bytes = beginning.getBytes(ISO_8859_1);
    assertThat(PageEncoding.ofHtml(bytes, bytes.length, label).charset().name()).isEqualTo(charset);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<svg/> | '' | UTF-8",
        "<svg/> | iso-8859-2 | ISO-8859-2",
        "<html><meta charset=iso-8859-2> | '' | UTF-8",
        "<?xml version='1.0' encoding='iso-8859-2'?><svg/> | '' | ISO-8859-2",
        "<?xml version='1.0'?><svg/> | '' | UTF-8",
        "<\u0000?\u0000x\u0000m\u0000 | '' | UTF-16LE"
      })
  void aDocumentInXmlIsReadAsXmlSaysIt(String beginning, String label, String charset) {
    byte[] bytes = beginning.getBytes(ISO_8859_1);
    assertThat(PageEncoding.ofXml(bytes, bytes.length, label).charset().name()).isEqualTo(charset);
  }

  @ParameterizedTest
  @CsvSource({
    "<!DOCTYPE html>, HTML",
    "'  <html lang=de', HTML",
    "<p>x, HTML",
    "<!-- x, HTML",
    "<Script>, HTML",
    "<pre>, TEXT",
    "hello <b>, TEXT",
    "'', TEXT",
    "'GIF89a\u0001', BINARY"
  })
  void bytesWithoutATypeAreTakenForWhatABrowserTakesThem(String text, Sniffing expected) {
    byte[] bytes = text.getBytes(US_ASCII);
    assertThat(Sniffing.of(bytes, bytes.length)).isEqualTo(expected);
  }
}
