package io.github.cookieward.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The list of keys in docs/texts.md is that of the texts. */
class TextsDocTest {
  private static final Path DOC = Path.of("docs/texts.md");
  private static final String START = "<!-- keys: written by TextsDocTest -->\n";
  private static final String END = "<!-- end of keys -->";
  private static final Pattern FORM = Pattern.compile("\\.(zero|one|two|few|many|other)$");

  /** What the keys of each group are for; the longest beginning that fits counts. */
  private static final Map<String, String> GROUPS = new LinkedHashMap<>();

  static {
    GROUPS.put("site", "What the site is called where `<site name>` does not say.");
    GROUPS.put(
        "banner.",
        "The first layer. Who offers advertising begins with `banner.intro.advertising`, or with"
            + " `banner.intro.partners` where there are third parties; a `banner.intro` of your own"
            + " stands for those of them that you do not write.");
    GROUPS.put("button.", "The buttons of both layers. Keep them short: 24 letters at most.");
    GROUPS.put("policy.", "Links to the policies that `<site>` names.");
    GROUPS.put("notice.", "Lines that only some visitors see: what changed, what a signal does.");
    GROUPS.put("settings.", "The second layer, and the permanent link to it.");
    GROUPS.put(
        "departure.", "The page in place of a link that counts its clicks, or of a redirect.");
    GROUPS.put("status.", "What is announced after saving.");
    GROUPS.put(
        "category.",
        "The categories: a row's name, its purpose, and the purpose in a few words for the banner."
            + " A category of your own has the same keys, such as `category.research.name`; they go"
            + " before what `consent.xml` says.");
    GROUPS.put(
        "service.",
        "The facts of a service, and its own switch. `service.<id>.name` and `service.<id>.purpose`"
            + " say a declared service in this language.");
    GROUPS.put("retention.", "How long something is kept, where it is no length of time.");
    GROUPS.put("duration.", "Lengths of time, each with the forms that numbers take.");
    GROUPS.put("table.", "The cookie table.");
    GROUPS.put("embed.", "The placeholder of a video, a map or another frame.");
    GROUPS.put("third-parties.", "The third parties' page.");
    GROUPS.put("technologies.", "The technologies of the policy page.");
    GROUPS.put("conflict.", "The choice between two answers at sign-in.");
    GROUPS.put(
        "language.", "The language chooser. `language.name` is what your language calls itself.");
    GROUPS.put("hand-over.", "Taking an answer along to another site.");
    GROUPS.put("time.", "When an answer was given.");
  }

  private static String keys() throws IOException {
    StringBuilder text = new StringBuilder();
    List<String> lines =
        Files.readAllLines(
            Path.of("src/main/resources/io/github/cookieward/page/Texts.properties"));
    for (Map.Entry<String, String> group : GROUPS.entrySet()) {
      text.append("\n**").append(group.getKey().replaceFirst("\\.$", "")).append("**: ");
      text.append(group.getValue()).append("\n\n| key | in English |\n| --- | --- |\n");
      for (String line : lines) {
        int equals = line.indexOf('=');
        if (line.startsWith("#")
            || equals < 0
            || !belongs(line.substring(0, equals), group.getKey())) {
          continue;
        }
        String key = line.substring(0, equals);
        if (!key.endsWith(".one")) {
          text.append("| `")
              .append(FORM.matcher(key).replaceFirst(".*"))
              .append("` | ")
              .append(line.substring(equals + 1).replace("|", "\\|"))
              .append(" |\n");
        }
      }
    }
    return text.append('\n').toString();
  }

  private static boolean belongs(String key, String group) {
    return group.endsWith(".") ? key.startsWith(group) : key.equals(group);
  }

  @Test
  void everyKeyBelongsToAGroup() {
    assertThat(Texts.keys())
        .allMatch(key -> GROUPS.keySet().stream().anyMatch(g -> belongs(key, g)));
  }

  @Test
  void theDocumentListsTheKeys() throws IOException {
    String doc = Files.readString(DOC);
    int start = doc.indexOf(START) + START.length();
    int end = doc.indexOf(END);
    assertThat(start).isGreaterThan(START.length());
    String fresh = doc.substring(0, start) + keys() + doc.substring(end);
    Files.writeString(Path.of("target/texts.md"), fresh);
    assertThat(doc).as("copy target/texts.md to docs/texts.md").isEqualTo(fresh);
  }
}
