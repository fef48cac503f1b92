package io.github.cookieward.page;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.Answer.Action;
import io.github.cookieward.enforcement.CategorySettings;
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
    placeholder(markup, view, Optional.of(need), name(markup.texts(), view, need), embed, false);
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

  /**
   * What stands in front of content that is held back. The page's script takes it away when the
   * element after it goes live.
   *
   * @param need what the visitor may allow; empty where there is nothing, and then it can be loaded
   *     once at most
   * @param name who or what it comes from
   * @param inForm whether it stands in a form: what the visitor may allow is then behind a link
   */
  static void placeholder(
      Markup markup,
      Optional<View> view,
      Optional<Need> need,
      String name,
      Embed embed,
      boolean inForm)
      throws IOException {
    markup
        .raw("<div class=\"cookieward cookieward-embed\" role=\"group\"")
        .language()
        .attribute("aria-label", embed.title().isEmpty() ? name : embed.title() + " (" + name + ")")
        .raw("><p class=\"cookieward-embed-title\">")
        .text(embed.title().isEmpty() ? name : embed.title())
        .raw("</p><p>")
        .say("embed.why", name);
    if (!embed.src().isEmpty()) {
      markup.raw(" ").newTab(embed.src(), "embed.open", name);
    }
    markup.raw("</p>");
    if (view.isPresent() && need.isPresent() && inForm) {
      once(markup.raw("<div class=\"cookieward-embed-buttons\">"), view.get());
      Head.settingsLink(markup.raw("<a"), view.get())
          .raw(">")
          .say("settings.link")
          .raw("</a></div>");
    } else if (view.isPresent() && need.isPresent()) {
      allow(markup, view.get(), need.get(), name);
    } else if (view.isPresent()) {
      once(markup.raw("<div class=\"cookieward-embed-buttons\">"), view.get()).raw("</div>");
    }
    markup.raw("</div>");
  }

  /** Not where the page's policy, which has left with it, would keep the content out. */
  private static Markup once(Markup markup, View view) throws IOException {
    if (view.hasFixedPolicy()) {
      return markup;
    }
    return markup
        .raw("<button type=\"button\" class=\"cookieward-save\" data-consent-once hidden>")
        .say("embed.once")
        .raw("</button>");
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

  /** Grants what is named and no more; what that takes besides, it says. */
  private static void allow(Markup markup, View view, Need need, String name) throws IOException {
    if (need.service().isPresent() && need.known(view.enforcement()).isEmpty()) {
      return; // nobody can grant what nobody knows
    }
    boolean thirdParties =
        need.asksForThirdParties(view.enforcement())
            && !view.enforcement().covers(Category.THIRD_PARTY);
    Optional<CategorySettings> category =
        need.category()
            .filter(c -> !view.enforcement().covers(c))
            .flatMap(c -> view.enforcement().settings().category(c));
    markup
        .raw("<form method=\"post\" data-consent-form")
        .attribute("action", view.endpoint())
        .raw(">");
    Head.hiddenFields(markup, view);
    if (need.service().isPresent()) {
      markup.hidden("service", need.service().get());
    }
    if (category.isPresent()) {
      markup.hidden("category", category.get().category().id());
    }
    if (thirdParties) {
      markup.hidden("category", Category.THIRD_PARTY.id());
    }
    once(markup, view).button("cookieward-choice", Action.ALLOW.word(), "embed.always", name);
    also(markup, view, category.filter(c -> need.service().isPresent()), thirdParties);
    markup.raw("</form>");
  }

  private static void also(
      Markup markup, View view, Optional<CategorySettings> category, boolean thirdParties)
      throws IOException {
    Optional<CategorySettings> third =
        thirdParties
            ? view.enforcement().settings().category(Category.THIRD_PARTY)
            : Optional.empty();
    String names =
        String.join(
            ", ",
            java.util.stream.Stream.of(category, third)
                .flatMap(Optional::stream)
                .map(markup.texts()::name)
                .toList());
    if (!names.isEmpty()) {
      markup.raw("<p class=\"cookieward-small\">").say("embed.also", names).raw("</p>");
    }
  }
}
