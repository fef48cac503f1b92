package io.github.cookieward.page;

import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Choice;
import io.github.cookieward.enforcement.CategorySettings;
import io.github.cookieward.enforcement.Enforcement;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The lines that only some visitors see: what has changed, and what their browser says. */
final class Notices {
  private Notices() {}

  /** Why somebody who has answered is asked again. */
  static void changed(Markup markup, View view) throws IOException {
    Enforcement enforcement = view.enforcement();
    if (!enforcement.consent().isDecided()
        || !enforcement.asks()
        || enforcement.conflict().isPresent()) {
      return;
    }
    List<String> names = new ArrayList<>();
    for (CategorySettings offered : enforcement.settings().categories()) {
      if (enforcement.state(offered.category()) == Choice.UNDECIDED) {
        names.add(markup.texts().name(offered));
      }
    }
    enforcement.changed().stream().map(markup.texts()::name).forEach(names::add);
    markup
        .raw("<p class=\"cookieward-note cookieward-changed\">")
        .say("notice.changed", String.join(", ", names))
        .raw("</p>");
  }

  /** That an opt-out signal was seen, and what became of it. */
  static void signal(Markup markup, View view) throws IOException {
    Enforcement enforcement = view.enforcement();
    if (!enforcement.signals().globalPrivacyControl() || !enforcement.settings().honoursGpc()) {
      return;
    }
    boolean overridden =
        enforcement.covers(Category.ADVERTISING) || enforcement.covers(Category.THIRD_PARTY);
    markup
        .raw("<p class=\"cookieward-note cookieward-signal\">")
        .say(overridden ? "notice.gpc.overridden" : "notice.gpc")
        .raw("</p>");
  }
}
