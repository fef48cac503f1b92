package io.github.cookieward.filter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.github.cookieward.enforcement.Decision;
import io.github.cookieward.enforcement.PageMarkup;
import io.github.cookieward.enforcement.PageSettings;
import io.github.cookieward.html.StartTag;
import io.github.cookieward.http.MediaType;
import io.github.cookieward.page.Page;
import io.github.cookieward.page.PagePlaceholders;
import io.github.cookieward.page.View;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is put into a page that has no tags of ours: the guard and the assets first in the head,
 * what the visitor is asked last in the body. Only whole documents get it, and none that a script
 * has asked for. All of it is ASCII, so that it is the same in every encoding.
 */
final class PageInjection implements PageMarkup {
  private static final Pattern WHOLE = Pattern.compile("(?i)<(!doctype|html|head|body)[\\s/>]");

  /**
   * Where the page has left a form open, no other begins in it: the start of this one is passed
   * over, and its end ends the page's.
   */
  private static final String ENDED_FORM = "<form hidden></form>";

  /** How the page is written. */
  enum Syntax {
    /** As usual. */
    HTML,
    /** HTML in XML. */
    XHTML,
    /** A document in XML of another kind: it gets the guard alone. */
    XML;

    static Syntax of(MediaType type) {
      return !type.isXml() ? HTML : type.isHtml() ? XHTML : XML;
    }
  }

  private final PageSettings settings;
  private final Syntax syntax;
  private final PageUse use;
  private final Supplier<View> view;
  private final PagePieces pieces;
  private final String encoding;
  private boolean whole;
  private boolean hasBanner;
  private @Nullable PagePlaceholders placeholders;

  /**
   * The markup of one page.
   *
   * @param beginning the page's first bytes
   * @param view what it is rendered for; asked once something is written
   * @param encoding as the page names it itself in a {@code meta}, or empty
   */
  PageInjection(
      PageSettings settings,
      Syntax syntax,
      PageUse use,
      Supplier<View> view,
      PagePieces pieces,
      byte[] beginning,
      int offset,
      int length,
      String encoding) {
    this.settings = settings;
    this.syntax = syntax;
    this.use = use;
    this.view = view;
    this.pieces = pieces;
    this.encoding = encoding;
    String text = new String(beginning, offset, length, ISO_8859_1).replace("\0", "");
    this.whole = use == PageUse.DOCUMENT || use == PageUse.FRAME || WHOLE.matcher(text).find();
  }

  @Override
  public String placeholder(Decision decision, StartTag tag, String address) {
    return isWanted() && syntax != Syntax.XML
        ? inSyntax(ascii(placeholders().placeholder(decision, tag, address)))
        : "";
  }

  private PagePlaceholders placeholders() {
    PagePlaceholders present = placeholders;
    if (present == null) {
      present = new PagePlaceholders(view.get());
      placeholders = present;
    }
    return present;
  }

  @Override
  public String firstInHead(boolean explicit) {
    whole |= explicit;
    String head = isWanted() ? written(this::head) : "";
    // A browser looks for it in the first kilobyte, and ours would move it out of there.
    return head.isEmpty() || encoding.isEmpty() || syntax != Syntax.HTML
        ? head
        : "<meta charset=\"" + encoding + "\">" + head;
  }

  @Override
  public String firstInBody(boolean explicit) {
    whole |= explicit;
    // In XML what shapes it comes only at the end, and the page would shift.
    return asks() && syntax == Syntax.HTML ? written(this::banner) : "";
  }

  @Override
  public String lastInBody() {
    return asks() || placeholders != null ? written(this::body) : "";
  }

  private boolean asks() {
    return isWanted() && settings.injects() && syntax != Syntax.XML && use != PageUse.FRAME;
  }

  private boolean isWanted() {
    return whole && use != PageUse.FRAGMENT;
  }

  /** The guard first: nothing of the page may run before it. */
  private void head(Appendable out) throws IOException {
    if (settings.guards()) {
      Page.guard(out, view.get());
    }
    if (settings.injects() && syntax == Syntax.HTML && pieces.claim(PagePiece.HEAD)) {
      Page.head(out, view.get());
    }
  }

  private void body(Appendable out) throws IOException {
    if (syntax == Syntax.HTML) {
      out.append(ENDED_FORM);
    }
    if (placeholders != null) {
      out.append(placeholders.lastInBody());
    }
    if (asks()) {
      asking(out);
    }
  }

  private void asking(Appendable out) throws IOException {
    if (syntax == Syntax.HTML && pieces.claim(PagePiece.HEAD)) {
      Page.head(out, view.get());
    }
    banner(out);
    if (hasBanner) {
      Page.bannerForms(out, view.get());
    }
    if (pieces.claim(PagePiece.DIALOG)) {
      Page.dialog(out, view.get());
    }
    if (pieces.claim(PagePiece.SETTINGS_LINK)) {
      Page.settingsLink(out, view.get());
    }
    if (pieces.claimNeed()) {
      Page.needed(out, view.get());
    }
    if (pieces.claim(PagePiece.HEAD)) {
      Page.head(out, view.get()); // in XML no script waits until the document has been read
    }
  }

  /**
   * Before all else in the page, so that a keyboard and a reader come to it first; its forms come
   * last, so that an application finds its own where it counts them.
   */
  private void banner(Appendable out) throws IOException {
    if (pieces.claim(PagePiece.BANNER)) {
      hasBanner = true;
      Page.bannerWithoutForms(out, view.get());
    }
  }

  /** What writes a piece. */
  private interface Writing {
    void to(Appendable out) throws IOException;
  }

  private String written(Writing writing) {
    StringBuilder out = new StringBuilder();
    try {
      writing.to(out);
    } catch (IOException e) {
      throw new UncheckedIOException("a string takes everything", e);
    }
    return inSyntax(ascii(out));
  }

  private String inSyntax(String html) {
    return switch (syntax) {
      case HTML -> html;
      case XHTML -> XmlDocument.markup(html);
      case XML ->
          XmlDocument.markup(html)
              .replace("<script ", "<script xmlns=\"http://www.w3.org/1999/xhtml\" ");
    };
  }

  /** Characters beyond ASCII as references; scripts of ours have none. */
  static String ascii(CharSequence markup) {
    if (markup.chars().allMatch(c -> c < 0x80)) {
      return markup.toString();
    }
    StringBuilder ascii = new StringBuilder(markup.length() + 64);
    markup
        .codePoints()
        .forEach(
            c -> {
              if (c < 0x80) {
                ascii.append((char) c);
              } else {
                ascii.append("&#").append(String.format(Locale.ROOT, "%d", c)).append(';');
              }
            });
    return ascii.toString();
  }
}
