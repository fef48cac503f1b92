package io.github.cookieward.page;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Scripts and frames: as they are where they may, and held back where they may not yet. */
final class Held {
  /** What would end a script element early, or hide its end. */
  private static final Pattern ENDS =
      Pattern.compile("<(?=/script|!--|script)", Pattern.CASE_INSENSITIVE);

  private Held() {}

  static void liveScript(Markup markup, Need need, Script script) throws IOException {
    markup.raw("<script").attributeIfAny("type", script.type()).attributeIfAny("src", script.src());
    markup.attributeIfAny("data-consent-service", need.service().orElse(""));
    end(markup.attributeIfAny("data-consent-category", explicit(need)), script);
  }

  private static String explicit(Need need) {
    return need.category().map(Category::id).orElse("");
  }

  static void script(Markup markup, Optional<View> view, Need need, Script script)
      throws IOException {
    needs(markup.raw("<script type=\"text/plain\""), view, need)
        .attribute("data-consent-held", script.src().isEmpty() ? "" : "src")
        .attributeIfAny("data-consent-globals", globals(view, need))
        .attributeIfAny("data-consent-type", script.type())
        .attributeIfAny("data-consent-src", script.src());
    end(markup, script);
  }

  private static String globals(Optional<View> view, Need need) {
    return view.map(View::enforcement)
        .flatMap(visit -> need.known(visit).map(visit::standIns))
        .orElse("");
  }

  private static void end(Markup markup, Script script) throws IOException {
    markup
        .raw(script.async() ? " async" : "")
        .raw(script.defer() ? " defer" : "")
        .attributeIfAny("nonce", script.nonce())
        .raw(">")
        .raw(ENDS.matcher(script.body()).replaceAll("\\\\u003c"))
        .raw("</script>");
  }

  private static Markup needs(Markup markup, Optional<View> view, Need need) throws IOException {
    return markup
        .attributeIfAny("data-consent-service", need.service().orElse(""))
        .attributeIfAny(
            "data-consent-category",
            view.map(v -> String.join(" ", need.categoryIds(v.enforcement())))
                .orElse(explicit(need)));
  }

  static void liveEmbed(Markup markup, Need need, Embed embed) throws IOException {
    markup.raw("<iframe");
    if (Markup.isForTheWeb(embed.src())) {
      markup.attribute("src", embed.src());
    }
    markup
        .attributeIfAny("title", embed.title())
        .attributeIfAny("width", embed.width())
        .attributeIfAny("height", embed.height())
        .attributeIfAny("data-consent-service", need.service().orElse(""))
        .attributeIfAny("data-consent-category", explicit(need))
        .raw(" loading=\"lazy\" allowfullscreen></iframe>");
  }

  /** A placeholder, and behind it the frame itself, hidden and without its address. */
  static void embed(Markup markup, Optional<View> view, Need need, Embed embed) throws IOException {
    String name = name(markup.texts(), view, need);
    new Placeholder(markup, view, Optional.of(need), name, embed).asBlock();
    if (view.isEmpty()) {
      return; // without the filter there is no script, either, that would show it
    }
    needs(markup.raw("<iframe hidden data-consent-hidden data-consent-held=\"src\""), view, need);
    if (Markup.isForTheWeb(embed.src())) {
      markup.attribute("data-consent-src", embed.src());
    }
    markup
        .attributeIfAny("title", embed.title())
        .attributeIfAny("width", embed.width())
        .attributeIfAny("height", embed.height())
        .raw(" loading=\"lazy\" allowfullscreen></iframe>");
  }

  /** What the visitor is asked for: the service by its name, or the category by its own. */
  static String name(Texts texts, Optional<View> view, Need need) {
    Optional<Service> known = view.flatMap(v -> need.known(v.enforcement()));
    if (known.isPresent() || need.service().isPresent()) {
      return known.map(texts::name).or(need::service).orElseThrow();
    }
    Category category = need.category().orElseThrow();
    return view.flatMap(v -> v.enforcement().settings().category(category))
        .map(texts::name)
        .orElseGet(() -> texts.name(category));
  }
}
