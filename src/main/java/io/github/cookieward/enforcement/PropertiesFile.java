package io.github.cookieward.enforcement;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cookieward.enforcement.SiteTexts.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Reads a file in the syntax of {@link Properties}, in UTF-8, and remembers the line of each text.
 * What each line says is left to {@link Properties} itself.
 */
final class PropertiesFile {
  private PropertiesFile() {}

  /**
   * The texts by key, in the order of the file.
   *
   * @throws IllegalArgumentException where a line cannot be read, or a key stands there twice
   */
  static Map<String, Text> read(InputStream in, String file) throws IOException {
    String text;
    try {
      text = UTF_8.newDecoder().decode(ByteBuffer.wrap(in.readAllBytes())).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(file + ": is not UTF-8; save it as UTF-8", e);
    }
    List<String> lines = (text.startsWith("\uFEFF") ? text.substring(1) : text).lines().toList();
    Map<String, Text> texts = new LinkedHashMap<>();
    int at = 0;
    while (at < lines.size()) {
      int first = at;
      StringBuilder logical = new StringBuilder(lines.get(at++));
      if (isBlankOrComment(logical)) {
        continue;
      }
      while (continues(logical) && at < lines.size()) {
        logical.append('\n').append(lines.get(at++));
      }
      add(texts, logical.toString(), file, first + 1);
    }
    return Collections.unmodifiableMap(texts);
  }

  private static boolean isBlankOrComment(CharSequence line) {
    String said = line.toString().strip();
    return said.isEmpty() || said.charAt(0) == '#' || said.charAt(0) == '!';
  }

  /** Whether a line ends in a backslash that no other escapes. */
  private static boolean continues(CharSequence line) {
    int backslashes = 0;
    while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
      backslashes++;
    }
    return backslashes % 2 == 1;
  }

  private static void add(Map<String, Text> texts, String line, String file, int number)
      throws IOException {
    Properties one = new Properties();
    try {
      one.load(new StringReader(line));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          file
              + ", line "
              + number
              + ": a \\u without four hexadecimal digits; write the character",
          e);
    }
    for (String key : one.stringPropertyNames()) {
      Text before = texts.put(key, new Text(one.getProperty(key).strip(), file, number));
      if (before != null) {
        throw new IllegalArgumentException(
            file
                + ", line "
                + number
                + ", "
                + key
                + ": the key stands in line "
                + before.line()
                + " already; remove one");
      }
    }
  }
}
