package io.github.cookieward.enforcement;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A filter list that the site points to, which is read again when it changes. A value.
 *
 * @param file where it lies on the server's disk: UTF-8, of 64 MiB at most
 * @param format how it is written
 * @param category what visitors have to grant for what it blocks; one that the site offers
 */
public record FilterListSource(Path file, Format format, Category category) {
  private static final int MAX_ID = 64;

  /** How a list is written. */
  public enum Format {
    /** Adblock Plus syntax, as EasyPrivacy has it. */
    ADBLOCK,
    /** A hosts file, or a host a line. */
    HOSTS
  }

  /** The list's name: that of its file. */
  String name() {
    return String.valueOf(file.getFileName());
  }

  /** All that the list blocks, as one service of third parties. */
  Service service() {
    String word = name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    String id = "filter-list-" + word.replaceAll("^-|-$", "");
    return Service.builder(id.substring(0, Math.min(id.length(), MAX_ID)), category)
        .name(name())
        .thirdParty(true)
        .build();
  }
}
