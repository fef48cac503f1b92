package io.github.cookieward.page;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.enforcement.CategorySettings;
import io.github.cookieward.enforcement.Near;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.enforcement.SiteTexts.Text;
import java.text.MessageFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Checks a site's own texts against ours, once, when the application starts. */
public final class SiteWording {
  private static final Pattern PLACE = Pattern.compile("\\{(\\d)(?:,[a-z]+(?:,[a-z0#.,]+)?)?}");
  private static final Pattern FORM = Pattern.compile("\\.(zero|one|two|few|many|other)$");

  private final Settings settings;
  private final Set<String> keys;
  private final Set<String> counted;
  private final Set<String> more = new TreeSet<>();

  private SiteWording(Settings settings) {
    this.settings = settings;
    this.keys = new TreeSet<>(Texts.keys());
    this.counted =
        keys.stream()
            .filter(key -> FORM.matcher(key).find())
            .map(SiteWording::stem)
            .collect(Collectors.toCollection(TreeSet::new));
    more.add(Languages.NAME);
    for (CategorySettings offered : settings.categories()) {
      for (String part : List.of("name", "brief", "purpose")) {
        more.add("category." + offered.category().id() + "." + part);
      }
    }
    for (Service service : settings.catalogue().declared()) {
      more.add("service." + service.id() + ".name");
      more.add("service." + service.id() + ".purpose");
    }
  }

  /**
   * Checks the texts.
   *
   * @return what is missing, one line a language; each is said in English meanwhile
   * @throws IllegalArgumentException at the first mistake, naming file, line, key and remedy
   */
  public static List<String> check(Settings settings) {
    SiteWording wording = new SiteWording(settings);
    List<String> missing = new ArrayList<>();
    for (String tag : settings.texts().languages()) {
      wording.language(tag).ifPresent(missing::add);
    }
    return missing;
  }

  private Optional<String> language(String tag) {
    Map<String, Text> texts = settings.texts().in(tag);
    Locale locale = Locale.forLanguageTag(tag);
    Set<Plural> forms = Plural.formsOf(locale);
    texts.forEach((key, text) -> check(key, text, tag, forms));
    boolean added = Languages.sources(locale).stream().noneMatch(Languages.ownNames()::containsKey);
    for (String stem : counted) {
      Optional<Text> some =
          texts.entrySet().stream()
              .filter(e -> FORM.matcher(e.getKey()).find() && stem(e.getKey()).equals(stem))
              .map(Map.Entry::getValue)
              .findFirst();
      for (Plural form : forms) {
        if (added && some.isPresent() && !texts.containsKey(stem + form.key())) {
          throw new IllegalArgumentException(
              some.get().place()
                  + ", "
                  + stem
                  + ": the form "
                  + form.key()
                  + " is missing; "
                  + tag
                  + " has "
                  + words(forms));
        }
      }
    }
    if (!added) {
      return Optional.empty();
    }
    Set<String> missing = new TreeSet<>(keys);
    missing.removeIf(key -> texts.containsKey(key) || FORM.matcher(key).find());
    missing.removeIf(key -> key.startsWith("banner.intro.") && texts.containsKey("banner.intro"));
    counted.stream()
        .filter(stem -> !texts.containsKey(stem + Plural.OTHER.key()))
        .forEach(missing::add);
    return missing.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "texts in "
                + tag
                + " lack "
                + missing.size()
                + " keys, which are said in English: "
                + String.join(", ", missing));
  }

  private void check(String key, Text text, String tag, Set<Plural> forms) {
    if (tag.equals("zh")) {
      throw problem(
          key, text, "Chinese is written in two ways; name the file _zh_Hans or _zh_Hant");
    }
    boolean isCounted = FORM.matcher(key).find() && counted.contains(stem(key));
    if (isCounted && forms.stream().noneMatch(form -> key.endsWith(form.key()))) {
      throw problem(key, text, tag + " has no such form; it has " + words(forms));
    }
    if (!isCounted && !keys.contains(key) && !more.contains(key)) {
      throw problem(key, text, "there is no such text" + suggestion(key));
    }
    if (text.value().isEmpty()) {
      throw problem(key, text, "the text is empty; write one, or remove the key");
    }
    places(key, text, isCounted);
  }

  /** Every form that there is may be left out of a number's text, but for its other places. */
  private void places(String key, Text text, boolean isCounted) {
    String rest = PLACE.matcher(text.value()).replaceAll("");
    if (rest.indexOf('{') >= 0 || rest.indexOf('}') >= 0) {
      throw problem(key, text, "a brace stands only around a place, such as {0}");
    }
    Set<String> wanted =
        isCounted ? Set.of("0") : keys.contains(key) ? places(Texts.english(key)) : new TreeSet<>();
    Set<String> found = places(text.value());
    if (!wanted.containsAll(found) || !isCounted && !found.containsAll(wanted)) {
      throw problem(
          key,
          text,
          wanted.isEmpty()
              ? "the text has no place to fill in; remove " + braced(found)
              : "the text must have "
                  + braced(wanted)
                  + (found.isEmpty() ? "" : ", not " + braced(found)));
    }
    try {
      MessageFormat unused = new MessageFormat(Texts.pattern(text.value()), Locale.ROOT);
    } catch (IllegalArgumentException e) {
      throw problem(key, text, "not a text of java.text.MessageFormat: " + e.getMessage());
    }
  }

  private static String braced(Set<String> places) {
    return places.stream().map(place -> "{" + place + "}").collect(Collectors.joining(" and "));
  }

  private static Set<String> places(String text) {
    Set<String> places = new TreeSet<>();
    for (Matcher matcher = PLACE.matcher(text); matcher.find(); ) {
      places.add(matcher.group(1));
    }
    return places;
  }

  private static String words(Set<Plural> forms) {
    return forms.stream().map(Plural::key).collect(Collectors.joining(", "));
  }

  private static String stem(String key) {
    return FORM.matcher(key).replaceFirst("");
  }

  private String suggestion(String key) {
    Set<String> known = new TreeSet<>(keys);
    known.addAll(more);
    String near = Near.suggestion(key, known);
    return near.isEmpty() ? "; docs/texts.md lists them" : near;
  }

  private static IllegalArgumentException problem(String key, Text text, String what) {
    return new IllegalArgumentException(text.place() + ", " + key + ": " + what);
  }
}
