package io.github.cookieward.page;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.Decision;
import io.github.cookieward.enforcement.PageMarkup;
import io.github.cookieward.html.StartTag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The placeholders in a page that is rewritten: whose content it is, a plain link to it, and where
 * the visitor can allow it a button, of which the form comes last in the page. They may stand in a
 * paragraph and in a form of the page's own. For one response.
 */
public final class PagePlaceholders implements PageMarkup {
  private final View view;
  private final Set<String> forms = new TreeSet<>();

  /** Placeholders for one visitor and one page. */
  public PagePlaceholders(View view) {
    this.view = view;
  }

  @Override
  public String placeholder(Decision decision, StartTag tag, String address) {
    Embed embed = new Embed(address, title(tag), "", "");
    Texts texts = Texts.of(view);
    Optional<Need> need = decision.service().map(this::need);
    StringBuilder out = new StringBuilder(1_024);
    try {
      Markup markup = new Markup(out, texts);
      String name =
          need.isPresent() ? Held.name(texts, Optional.of(view), need.get()) : decision.subject();
      Placeholder placeholder = new Placeholder(markup, Optional.of(view), need, name, embed);
      placeholder.asPhrase(view).ifPresent(forms::add);
    } catch (IOException e) {
      throw new UncheckedIOException("a buffer takes all", e);
    }
    return out.toString();
  }

  /** The forms of the buttons so far. */
  @Override
  public String lastInBody() {
    StringBuilder out = new StringBuilder();
    try {
      for (String form : forms) {
        Placeholder.form(new Markup(out, Texts.of(view)), view, form);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a buffer takes all", e);
    }
    return out.toString();
  }

  /** Of a service that the catalogue does not have, only its category can be allowed. */
  private Need need(Service service) {
    boolean known = view.enforcement().settings().catalogue().service(service.id()).isPresent();
    Category category = service.category();
    return known
        ? new Need(Optional.empty(), Optional.of(service.id()))
        : new Need(Optional.of(category), Optional.empty());
  }

  private static String title(StartTag tag) {
    return tag.attribute("title").or(() -> tag.attribute("aria-label")).orElse("").strip();
  }
}
