package io.github.cookieward.enforcement;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cookieward.catalogue.Classification;
import io.github.cookieward.catalogue.FilterList;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A filter list on the server's disk, and what was last read of it that made sense. Safe to share;
 * one thread at a time reads the file.
 */
final class FilterListFile {
  /** What is read; the largest lists that people use have some four million bytes. */
  static final long MAX_BYTES = 64L << 20;

  private static final Logger LOG = System.getLogger("io.github.cookieward");

  private final FilterListSource source;
  private final Optional<Classification> found;
  private volatile FilterList list;

  /** The version of the file that was last looked into, good or bad. */
  private Stamp seen;

  /** What tells one version of a file from another; -1 for one that cannot be read. */
  private record Stamp(long modified, long size, @Nullable Object key) {
    static Stamp of(FilterListSource source) {
      try {
        BasicFileAttributes file = Files.readAttributes(source.file(), BasicFileAttributes.class);
        return new Stamp(file.lastModifiedTime().toMillis(), file.size(), file.fileKey());
      } catch (IOException e) {
        return new Stamp(0, -1, null);
      }
    }
  }

  /**
   * Reads a list.
   *
   * @throws IllegalArgumentException if it cannot be used, naming file and remedy
   */
  FilterListFile(FilterListSource source) {
    this.source = source;
    this.found = Optional.of(Classification.of(source.service()));
    this.seen = Stamp.of(source);
    this.list = read(seen);
  }

  private String where() {
    return "filter-list: the file " + source.file().toAbsolutePath();
  }

  FilterList list() {
    return list;
  }

  Optional<Classification> found() {
    return found;
  }

  private FilterList read(Stamp version) {
    if (version.size() > MAX_BYTES) {
      throw new IllegalArgumentException(
          where() + " has more than " + MAX_BYTES + " bytes; name a filter list");
    }
    String text;
    try {
      text = new String(Files.readAllBytes(source.file()), UTF_8);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          where()
              + " is not there, or cannot be read; put the list there, readable for the server, or"
              + " take the <filter-list> out",
          e);
    }
    FilterList fresh =
        switch (source.format()) {
          case ADBLOCK -> FilterList.adblock(text);
          case HOSTS -> FilterList.hosts(text);
        };
    if (fresh.rules() == 0) {
      String other = source.format() == FilterListSource.Format.ADBLOCK ? "hosts" : "adblock";
      throw new IllegalArgumentException(
          where()
              + " has no rule about requests; name a filter list, or say format=\""
              + other
              + "\" if it is one of those");
    }
    return fresh;
  }

  /** Reads the file again where it is another one; what cannot be used leaves all as it was. */
  synchronized void readIfChanged() {
    Stamp now = Stamp.of(source);
    if (now.equals(seen)) {
      return;
    }
    try {
      FilterList fresh = read(now);
      if (!Stamp.of(source).equals(now)) {
        return; // somebody is writing: the next look will see all of it
      }
      list = fresh;
      LOG.log(
          Level.INFO,
          "The filter list {0} was read again: {1} rules",
          source.file(),
          fresh.rules());
    } catch (IllegalArgumentException e) {
      LOG.log(
          Level.WARNING,
          "A filter list cannot be used as it is now; what was read before stays. {0}",
          e.getMessage());
    }
    seen = now;
  }
}
