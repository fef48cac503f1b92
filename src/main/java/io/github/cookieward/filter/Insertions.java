package io.github.cookieward.filter;

import io.github.cookieward.enforcement.PageMarkup;
import io.github.cookieward.html.Edit;
import io.github.cookieward.html.StartTag;
import io.github.cookieward.html.TagRule;
import io.github.cookieward.html.WantedTags;
import java.util.Set;

/** Puts our markup into a page and holds nothing back. For one document. */
final class Insertions implements TagRule {
  private static final WantedTags WANTED = WantedTags.of(Set.of(), Set.of("body"));

  private final PageMarkup markup;
  private boolean closed;

  Insertions(PageMarkup markup) {
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
    return Edit.keep().before(last());
  }

  @Override
  public String firstInHead(boolean explicit) {
    return markup.firstInHead(explicit);
  }

  @Override
  public String firstInBody(boolean explicit) {
    return markup.firstInBody(explicit);
  }

  /** What stands last, once. */
  String last() {
    boolean written = closed;
    closed = true;
    return written ? "" : markup.lastInBody();
  }
}
