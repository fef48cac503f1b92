package io.github.cookieward.filter;

import io.github.cookieward.enforcement.SiteTexts;
import io.github.cookieward.enforcement.TextBundle;
import io.github.cookieward.page.Languages;
import jakarta.servlet.ServletContext;
import java.io.IOException;
import java.io.InputStream;
import java.util.IllformedLocaleException;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Finds the files of a site's own texts, within the application or on its class path. */
final class TextFiles {
  private static final String END = ".properties";

  private TextFiles() {}

  /** Where the files lie. */
  private interface Place {
    @Nullable InputStream open(String file);
  }

  /**
   * The texts of all files of a bundle. The file without a language is English.
   *
   * @throws IllegalArgumentException if there is none, or one has a mistake
   */
  static SiteTexts read(TextBundle bundle, ServletContext context) throws IOException {
    boolean within = bundle.location().startsWith("/");
    Set<String> files = within ? within(bundle, context) : onClassPath(bundle);
    Place place = within ? context::getResourceAsStream : loader(context)::getResourceAsStream;
    SiteTexts texts = SiteTexts.NONE;
    for (String file : files) {
      try (InputStream in = place.open(file)) {
        if (in != null) {
          texts = texts.with(language(bundle, file), in, file);
        }
      }
    }
    if (texts.languages().isEmpty()) {
      throw new IllegalArgumentException(
          bundle.place()
              + ": there is neither "
              + bundle.location()
              + END
              + " nor a file such as "
              + bundle.location()
              + "_de"
              + END
              + (within ? "" : " on the class path"));
    }
    return texts;
  }

  /** The application's; an embedded server may have none of its own. */
  private static ClassLoader loader(ServletContext context) {
    ClassLoader own = context.getClassLoader();
    return own != null ? own : Objects.requireNonNull(TextFiles.class.getClassLoader());
  }

  /** Every file beside that has the bundle's name and a language. */
  private static Set<String> within(TextBundle bundle, ServletContext context) {
    String location = bundle.location();
    Set<String> beside =
        context.getResourcePaths(location.substring(0, location.lastIndexOf('/') + 1));
    Set<String> files = new TreeSet<>();
    for (String file : beside == null ? Set.<String>of() : beside) {
      if (file.equals(location + END) || (file.startsWith(location + "_") && file.endsWith(END))) {
        files.add(file);
      }
    }
    return files;
  }

  /** A class path is not listed: these are asked for. */
  private static Set<String> onClassPath(TextBundle bundle) {
    Set<String> files = new LinkedHashSet<>(Set.of(bundle.location() + END));
    for (String tag : Languages.ownNames().keySet()) {
      files.add(bundle.location() + "_" + tag.replace('-', '_') + END);
    }
    for (Locale language : bundle.languages()) {
      files.add(bundle.location() + "_" + language.toLanguageTag().replace('-', '_') + END);
    }
    return files;
  }

  private static Locale language(TextBundle bundle, String file) {
    String end =
        file.substring(bundle.location().length(), file.length() - END.length()).replace('_', '-');
    if (end.isEmpty()) {
      return Locale.ENGLISH;
    }
    try {
      return new Locale.Builder().setLanguageTag(end.substring(1)).build();
    } catch (IllformedLocaleException e) {
      throw new IllegalArgumentException(
          file
              + ": \""
              + end.substring(1)
              + "\" is no language; name the file after a BCP 47 tag, such as _de"
              + END
              + " or _pt_PT"
              + END,
          e);
    }
  }
}
