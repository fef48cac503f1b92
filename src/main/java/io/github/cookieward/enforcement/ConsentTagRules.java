package io.github.cookieward.enforcement;

import io.github.cookieward.html.Edit;
import io.github.cookieward.html.StartTag;
import io.github.cookieward.html.TagRule;
import io.github.cookieward.html.WantedTags;
import java.util.Set;

/**
 * What becomes of a page's tags: each that would fetch, ping or send to where the visitor has not
 * agreed to is held back, inert, until it is granted. For one document and one thread.
 */
public final class ConsentTagRules implements TagRule {
  private static final WantedTags WANTED = WantedTags.of(Set.of(), Set.of("body"));

  private final PageMarkup markup;
  private boolean closed;

  /** Rules for one page. */
  public ConsentTagRules(Enforcement enforcement, Place place, PageMarkup markup) {
    this.markup = markup;
  }

  @Override
  public WantedTags wanted() {
    return WANTED;
  }

  @Override
  public Edit on(StartTag tag) {
    return Edit.keep();
  }

  @Override
  public Edit onEndTag(String name) {
    return Edit.keep().before(atEnd());
  }

  @Override
  public String firstInHead(boolean explicit) {
    return markup.firstInHead(explicit);
  }

  @Override
  public String firstInBody(boolean explicit) {
    return markup.firstInBody(explicit);
  }

  /** What is to be written after the document, where it has no end of a body. */
  public String atEnd() {
    boolean written = closed;
    closed = true;
    return written ? "" : markup.lastInBody();
  }
}
