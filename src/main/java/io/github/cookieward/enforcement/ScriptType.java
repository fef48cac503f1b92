package io.github.cookieward.enforcement;

import io.github.cookieward.html.StartTag;
import io.github.cookieward.http.MediaType;
import java.util.Locale;
import java.util.Optional;

/**
 * What a browser makes of a script element's text.
 *
 * @see <a
 *     href="https://html.spec.whatwg.org/multipage/scripting.html#prepare-the-script-element">HTML,
 *     4.12.1.1</a>
 */
enum ScriptType {
  /** It is run. */
  CODE,
  /** It is JSON with addresses: an import map, or speculation rules. */
  ADDRESSES,
  /** It is kept and not looked at. */
  DATA;

  static ScriptType of(StartTag tag) {
    Optional<String> type = tag.attribute("type");
    if (type.isEmpty()) {
      String language = tag.attribute("language").orElse("");
      return language.isEmpty() ? CODE : of("text/" + language);
    }
    return type.get().isEmpty() ? CODE : of(type.get().strip());
  }

  /** Parameters do not matter: browsers differ on them. */
  private static ScriptType of(String type) {
    String essence = type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip();
    return switch (essence) {
      case "module" -> CODE;
      case "importmap", "speculationrules" -> ADDRESSES;
      default -> new MediaType(essence, "").isScript() ? CODE : DATA;
    };
  }
}
