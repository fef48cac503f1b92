package io.github.cookieward.filter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the instructions of an XML document are found, in pieces of every size. */
class SheetInstructionsTest {
  private static final String SHEET = "<?xml-stylesheet type='text/css' href='a?>";
  private static final String NONE = "<?cookieward-css type='text/css' href='a?>";
  private static final String OTHER = "<?xml-stylesheet type='text/xsl' href='a?>";

  private static String read(String document, int size) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    SheetInstructions instructions =
        new SheetInstructions(sheet -> !sheet.isCss(), UTF_8, out, 200);
    byte[] bytes = document.getBytes(UTF_8);
    for (int at = 0; at < bytes.length; at += size) {
      instructions.write(bytes, at, Math.min(size, bytes.length - at));
    }
    instructions.close();
    return out.toString(UTF_8);
  }

  private static void everySize(String document, String expected) throws IOException {
    for (int size = 1; size <= document.length(); size++) {
      assertThat(read(document, size)).as("pieces of %s bytes", size).isEqualTo(expected);
    }
  }

  @Test
  void oneThatMayNotBeSentIsNothingWhereverItStands() throws IOException {
    everySize(
        SHEET + "<<!DOCTYPE a [" + SHEET + "]><a/><<?xml-" + SHEET + OTHER,
        NONE + "<<!DOCTYPE a [" + NONE + "]><a/><<?xml-" + NONE + OTHER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<?xml version='1.0'?><a b='<'>?></a>",
        "<?xml-stylesheets type='text/css'?>",
        "<?xml-stylesheet?><?xml-style",
        "<?xml-stylesheet type='text/css'"
      })
  void whatIsNoneLeavesAsItCame(String document) throws IOException {
    everySize(document, document);
  }

  @Test
  void oneLongerThanTheLimitIsNothing() throws IOException {
    String data = " x='" + "y".repeat(300) + "'?>";
    everySize("<?xml-stylesheet" + data + OTHER, "<?cookieward-css" + data + OTHER);
  }
}
