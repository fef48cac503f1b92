package io.github.cookieward.page;

import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Choice;
import io.github.cookieward.enforcement.CategorySettings;
import java.io.IOException;
import java.util.function.Function;

/** Asks whether an answer is to be taken along to another site; without script. */
final class HandOverPage {
  private HandOverPage() {}

  static void render(Markup markup, View view, HandOverOffer offer) throws IOException {
    Frame.start(markup, view, "hand-over.title");
    markup.raw("<p>").say("hand-over.intro", offer.from(), offer.to()).raw("</p>");
    choices(markup, view, offer.choices());
    markup
        .raw("<form class=\"cookieward-settings\" method=\"post\"")
        .attribute("action", offer.action())
        .raw(">")
        .hidden("hand-over", offer.token())
        .hidden("return", offer.returnTo());
    if (offer.own()) {
      markup.hidden("token", view.token());
    }
    markup
        .raw(
            "<div class=\"cookieward-buttons\"><button type=\"submit\" class=\"cookieward-choice\">")
        .say("hand-over.take")
        .raw("</button></div></form><p><a class=\"cookieward-back\" rel=\"noreferrer\"")
        .attribute("href", offer.leave())
        .raw(">")
        .say("hand-over.leave")
        .raw("</a></p></main></body></html>\n");
  }

  private static void choices(Markup markup, View view, Function<Category, Choice> choices)
      throws IOException {
    markup.raw("<ul class=\"cookieward-points\">");
    for (CategorySettings offered : view.enforcement().settings().categories()) {
      boolean on = choices.apply(offered.category()) == Choice.GRANTED;
      markup
          .raw("<li>")
          .text(markup.texts().name(offered))
          .raw(": ")
          .say(on ? "conflict.on" : "conflict.off")
          .raw("</li>");
    }
    markup.raw("</ul>");
  }
}
