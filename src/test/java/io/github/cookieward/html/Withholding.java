package io.github.cookieward.html;

import java.util.Optional;
import java.util.Set;

/** A rule that holds back what would be fetched from {@code t.example}. */
final class Withholding implements TagRule {
  static final WantedTags WANTED =
      WantedTags.of(
          Set.of("img", "script", "iframe", "input", "embed", "video", "image", "p"), Set.of());

  @Override
  public WantedTags wanted() {
    return WANTED;
  }

  @Override
  public Edit on(StartTag tag) {
    return isTracker(tag)
        ? Edit.keep().rename("src", "data-src").set("title", "a\"<b>")
        : Edit.keep();
  }

  @Override
  public String firstInHead(boolean explicit) {
    return "<meta name=h>";
  }

  @Override
  public String firstInBody(boolean explicit) {
    return "<i class=b></i>";
  }

  static boolean isTracker(StartTag tag) {
    Optional<String> source = tag.attribute("src");
    return source.isPresent() && source.get().contains("t.example");
  }
}
