package io.github.cookieward.enforcement;

import io.github.cookieward.catalogue.Classification;
import io.github.cookieward.catalogue.Destination;
import io.github.cookieward.catalogue.FilterList;
import io.github.cookieward.http.WebUrl;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The filter lists that the site points to, read again when they change. What one list excepts, the
 * others do not block either, as with lists that are loaded together elsewhere. Safe to share.
 */
final class FilterLists {
  private static final long PAUSE = Duration.ofSeconds(5).toNanos();

  private final FilterListFile[] files;
  private final LongSupplier nanoTime;
  private final Executor background;
  private final AtomicLong checked;
  private final AtomicBoolean checking = new AtomicBoolean();
  private final AtomicInteger version = new AtomicInteger();

  /**
   * Reads the lists.
   *
   * @throws IllegalArgumentException if one cannot be read, or has no rule, naming file and remedy
   */
  FilterLists(List<FilterListSource> sources) {
    this(sources, System::nanoTime, FilterLists::run);
  }

  FilterLists(List<FilterListSource> sources, LongSupplier nanoTime, Executor background) {
    this.files = sources.stream().map(FilterListFile::new).toArray(FilterListFile[]::new);
    this.nanoTime = nanoTime;
    this.background = background;
    this.checked = new AtomicLong(nanoTime.getAsLong());
  }

  /** A thread that ends with its task: it keeps no application from being unloaded. */
  private static void run(Runnable task) {
    Thread thread = new Thread(task, "cookieward-filter-lists");
    thread.setDaemon(true);
    thread.start();
  }

  /** Another one once a list has changed. */
  int version() {
    if (files.length > 0) {
      checkNowAndThen();
    }
    return version.get();
  }

  /** The first list that blocks an address, as a service with the list's category. */
  Optional<Classification> find(WebUrl address, Destination destination, WebUrl page) {
    if (files.length == 0) {
      return Optional.empty();
    }
    checkNowAndThen();
    for (FilterListFile file : files) {
      if (file.list().blocks(address, destination, page)) {
        return isExcepted(address, destination, page) ? Optional.empty() : file.found();
      }
    }
    return Optional.empty();
  }

  private boolean isExcepted(WebUrl address, Destination destination, WebUrl page) {
    for (FilterListFile file : files) {
      if (file.list().excepts(address, destination, page)) {
        return Arrays.stream(files).noneMatch(f -> f.list().insists(address, destination, page));
      }
    }
    return false;
  }

  /** No request waits for a file: it is looked at, and read, behind its back. */
  private void checkNowAndThen() {
    long last = checked.get();
    long now = nanoTime.getAsLong();
    if (now - last >= PAUSE
        && checked.compareAndSet(last, now)
        && checking.compareAndSet(false, true)) {
      background.execute(
          () -> {
            try {
              for (FilterListFile file : files) {
                FilterList before = file.list();
                file.readIfChanged();
                if (file.list() != before) {
                  version.incrementAndGet();
                }
              }
            } finally {
              checking.set(false);
            }
          });
    }
  }
}
