package io.github.cookieward.tags;

import io.github.cookieward.page.Page;
import io.github.cookieward.page.View;
import jakarta.servlet.jsp.tagext.SimpleTagSupport;
import java.io.IOException;
import java.util.Optional;

/** Writes a form that asks for the page in another language; without the filter nothing. */
public final class LanguageChooserTag extends SimpleTagSupport {
  private String param = "lang";

  /** A tag that the container makes. */
  public LanguageChooserTag() {}

  /** The parameter of the page's address that names the language; {@code lang} by default. */
  public void setParam(String name) {
    param = name;
  }

  @Override
  public void doTag() throws IOException {
    Optional<View> view = PageView.of(getJspContext());
    if (view.isPresent()) {
      Page.languageChooser(new Ascii(getJspContext().getOut()), view.get(), param);
    }
  }
}
