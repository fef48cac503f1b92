package io.github.cookieward.page;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.CategorySettings;
import io.github.cookieward.enforcement.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The words of a site in one language, for a client that draws its own dialog. */
public final class Wording {
  /** Whoever draws a dialog needs these groups; the other texts are those of our own pages. */
  private static final List<String> GROUPS =
      List.of("banner.", "button.", "policy.", "settings.", "status.", "service.", "notice.gpc");

  private final Texts texts;
  private final Settings settings;

  /** The words for one visitor. */
  public Wording(View view) {
    texts = Texts.of(view);
    settings = view.enforcement().settings();
  }

  /** The language, as a BCP 47 tag. */
  public String language() {
    return texts.language();
  }

  /** Which way it runs: {@code ltr} or {@code rtl}. */
  public String direction() {
    return texts.direction();
  }

  /** The texts by key, as they are shown: none has a place that is still to be filled. */
  public Map<String, String> texts() {
    Map<String, String> all = new LinkedHashMap<>();
    for (String key : new TreeSet<>(Texts.keys())) {
      if (GROUPS.stream().anyMatch(key::startsWith) && Texts.english(key).indexOf('{') < 0) {
        all.put(key, texts.get(key));
      }
    }
    String site = settings.siteName().isEmpty() ? texts.get("site") : settings.siteName();
    String lifetime = texts.duration(settings.lifetime());
    all.put("banner.intro", texts.get(Banner.introduction(texts, settings), site));
    all.put("banner.later", texts.get("banner.later", texts.get("settings.link")));
    all.put("banner.duration", texts.get("banner.duration", lifetime));
    all.put("settings.withdraw", texts.get("settings.withdraw", lifetime));
    return all;
  }

  /** A category as its row is called. */
  public String name(CategorySettings offered) {
    return texts.name(offered);
  }

  /** What a category is for. */
  public String purpose(CategorySettings offered) {
    return texts.purpose(offered);
  }

  /** What a category is for, in a few words. */
  public String brief(CategorySettings offered) {
    return offered.category().equals(Category.ESSENTIAL)
        ? texts.name(offered)
        : texts.brief(offered);
  }

  /** What a service is called. */
  public String name(Service service) {
    return texts.name(service);
  }

  /** What a service is for, or empty. */
  public String purpose(Service service) {
    return texts.purpose(service);
  }

  /**
   * How long something is kept, in words.
   *
   * @param declared an ISO 8601 duration, {@code session}, or empty; another text stands as it is
   */
  public String retention(String declared) {
    return texts.retention(declared);
  }
}
