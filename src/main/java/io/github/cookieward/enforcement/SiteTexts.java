package io.github.cookieward.enforcement;

import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A site's own texts, by language and key, as they stand in its files. Which keys there are, and
 * what each has to hold, is checked where texts are used. Immutable; safe to share.
 */
public final class SiteTexts {
  /** No texts of its own. */
  public static final SiteTexts NONE = new SiteTexts(Map.of());

  private final Map<String, Map<String, Text>> languages;

  private SiteTexts(Map<String, Map<String, Text>> languages) {
    this.languages = languages;
  }

  /**
   * A text and where it stands.
   *
   * @param value the text, with places such as {@code {0}}
   * @param file what the file is called
   * @param line its line, from 1
   */
  public record Text(String value, String file, int line) {
    /** The place in the file, for messages. */
    public String place() {
      return file + ", line " + line;
    }
  }

  /**
   * These texts and those of one more file.
   *
   * @param language the file's language
   * @param in the file, in UTF-8, in the syntax of {@link java.util.Properties}; not closed here
   * @param file what it is called, for messages
   * @throws IllegalArgumentException at the first mistake, naming file, line, key and remedy
   * @throws IOException if the file cannot be read at all
   */
  public SiteTexts with(Locale language, InputStream in, String file) throws IOException {
    Map<String, Map<String, Text>> all = new TreeMap<>(languages);
    Map<String, Text> texts = PropertiesFile.read(in, file);
    Map<String, Text> before = all.put(tag(language), texts);
    if (before != null) {
      throw new IllegalArgumentException(
          file
              + ": there are texts in "
              + tag(language)
              + " already"
              + before.values().stream().findFirst().map(t -> ", in " + t.file()).orElse("")
              + "; put both into one file");
    }
    return new SiteTexts(Collections.unmodifiableMap(all));
  }

  /** The languages that there is a file in, as BCP 47 tags. */
  public Set<String> languages() {
    return languages.keySet();
  }

  /** The texts of one language by key, in the order of the file. */
  public Map<String, Text> in(String language) {
    return languages.getOrDefault(language, Map.of());
  }

  /** A text; empty where the site has none of its own. */
  public Optional<String> find(String language, String key) {
    Text found = in(language).get(key);
    return found == null ? Optional.empty() : Optional.of(found.value());
  }

  private static String tag(Locale language) {
    return language.toLanguageTag();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SiteTexts texts && languages.equals(texts.languages);
  }

  @Override
  public int hashCode() {
    return Objects.hash(languages);
  }
}
