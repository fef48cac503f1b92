package io.github.cookieward.enforcement;

import java.util.ArrayList;
import java.util.List;

/** The texts in JSON, names as well as values, wherever they stand; it need not be well-formed. */
final class JsonTexts {
  private JsonTexts() {}

  static List<String> of(String json) {
    List<String> texts = new ArrayList<>();
    int at = json.indexOf('"');
    while (at >= 0) {
      StringBuilder text = new StringBuilder();
      at++;
      while (at < json.length() && json.charAt(at) != '"') {
        if (json.charAt(at) == '\\' && at + 1 < json.length()) {
          at = escape(json, at + 1, text);
        } else {
          text.append(json.charAt(at));
          at++;
        }
      }
      texts.add(text.toString());
      at = at < json.length() ? json.indexOf('"', at + 1) : -1;
    }
    return texts;
  }

  private static int escape(String json, int at, StringBuilder text) {
    char c = json.charAt(at);
    if (c == 'u' && at + 4 < json.length()) {
      int code = 0;
      for (int i = 1; i <= 4; i++) {
        code = code * 16 + Math.max(0, Character.digit(json.charAt(at + i), 16));
      }
      text.append((char) code);
      return at + 5;
    }
    text.append(c == 'n' || c == 'r' || c == 't' || c == 'b' || c == 'f' ? ' ' : c);
    return at + 1;
  }
}
