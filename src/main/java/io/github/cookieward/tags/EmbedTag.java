package io.github.cookieward.tags;

import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.page.Embed;
import io.github.cookieward.page.Page;
import io.github.cookieward.page.View;
import jakarta.servlet.jsp.PageContext;
import java.io.IOException;
import java.util.Optional;

/**
 * Writes a frame where what it needs is granted, and elsewhere a placeholder that asks; without the
 * filter a placeholder with a link.
 */
public final class EmbedTag extends NeedTag {
  private String src = "";
  private String title = "";
  private String width = "";
  private String height = "";

  /** A tag that the container makes. */
  public EmbedTag() {}

  /** The content's address: relative, http or https. Another is left out. */
  public void setSrc(String address) {
    src = address;
  }

  /** What it shows, for those who cannot see it. */
  public void setTitle(String text) {
    title = text;
  }

  /** Its width in CSS pixels or percent, as of an {@code iframe}; none by default. */
  public void setWidth(String pixels) {
    width = pixels;
  }

  /** Its height in CSS pixels or percent, as of an {@code iframe}; none by default. */
  public void setHeight(String pixels) {
    height = pixels;
  }

  @Override
  public void doTag() throws IOException {
    PageContext page = (PageContext) getJspContext();
    Ascii out = new Ascii(page.getOut());
    Embed embed = new Embed(src, title, width, height);
    if (isGranted()) {
      Page.liveEmbed(out, need(), embed);
    } else {
      Optional<View> view = PageView.of(page);
      Optional<Settings> site = view.map(seen -> seen.enforcement().settings());
      Page.heldEmbed(out, view, PageLocale.of(page, site), need(), embed);
    }
  }
}
