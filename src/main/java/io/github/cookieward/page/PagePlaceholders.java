package io.github.cookieward.page;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.Decision;
import io.github.cookieward.enforcement.PageMarkup;
import io.github.cookieward.html.StartTag;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * The placeholders in a page that is rewritten: whose content it is, a plain link to it, and where
 * the visitor can allow it a form, or a link to one. For one response.
 */
public final class PagePlaceholders implements PageMarkup {
  private final View view;
  private final boolean inForm;

  /**
   * Placeholders for one visitor and one page.
   *
   * @param inForm whether they stand in a form of the page's own, where none of ours can
   */
  public PagePlaceholders(View view, boolean inForm) {
    this.view = view;
    this.inForm = inForm;
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
      Held.placeholder(markup, Optional.of(view), need, name, embed, inForm);
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
