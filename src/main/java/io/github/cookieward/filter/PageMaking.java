package io.github.cookieward.filter;

import io.github.cookieward.enforcement.ConsentTagRules;
import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.enforcement.JudgedDoctype;
import io.github.cookieward.enforcement.JudgedFile;
import io.github.cookieward.enforcement.JudgedInstruction;
import io.github.cookieward.enforcement.JudgedModule;
import io.github.cookieward.enforcement.JudgedSheet;
import io.github.cookieward.enforcement.PageMarkup;
import io.github.cookieward.enforcement.PageSettings;
import io.github.cookieward.filter.PageInjection.Syntax;
import io.github.cookieward.html.TagRule;
import io.github.cookieward.http.MediaType;
import io.github.cookieward.page.Page;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What one response's body is to become, for the visitor who has asked. */
final class PageMaking {
  /** The beginning of a script that says of itself that it is strict. */
  private static final Pattern STRICT_SCRIPT =
      Pattern.compile(
          "(?s)(?:\u00ef\u00bb\u00bf|\\s|//[^\\n]*\\n|/\\*.*?\\*/)*+(['\"])use strict\\1");

  private final Exchange exchange;
  private final ResponseHead head;
  private @Nullable PagePieces pieces;

  /** Whether the document may name what makes another document of it. */
  private boolean transforms;

  /** Whether the container keeps more of the body than the application knows of. */
  private boolean roomy;

  /** What the application has asked for, as far as the container grants it; -1 where nothing. */
  private int ownSize = -1;

  PageMaking(Exchange exchange, ResponseHead head) {
    this.exchange = exchange;
    this.head = head;
  }

  ResponseHead head() {
    return head;
  }

  String path() {
    return exchange.path();
  }

  int status() {
    return response().getStatus();
  }

  private HttpServletResponse response() {
    return exchange.next();
  }

  // What the application says of it.

  Optional<MediaType> type() {
    return Optional.ofNullable(response().getContentType()).flatMap(MediaType::parse);
  }

  boolean isToHead() {
    return exchange.isToHead();
  }

  BodyKind kind() {
    return kind(type());
  }

  /** What it would be with another type. */
  BodyKind kind(Optional<MediaType> type) {
    return BodyKind.of(exchange, type);
  }

  /**
   * Whether a browser may show the same bytes as a document, where it does not use them as a sheet.
   */
  boolean mayBeDocument() {
    return type().map(said -> said.isHtml() || said.isXml() || said.isUnknown()).orElse(true);
  }

  boolean forbidsSniffing() {
    String options = response().getHeader("X-Content-Type-Options");
    return options != null && options.strip().equalsIgnoreCase("nosniff");
  }

  boolean readsModules() {
    return exchange.readsModules();
  }

  /** A file that is held until it has ended. */
  SiteFile file(BodyKind kind, String coding, String label, Chunk out) {
    return new SiteFile(this, exchange.pages(), kind, coding, label, out);
  }

  JudgedFile judgedSheet(String css) {
    return JudgedSheet.of(css, exchange.pageEnforcement(), exchange.place());
  }

  JudgedFile judgedModule(String script) {
    return JudgedModule.of(script, exchange.pageEnforcement(), exchange.place());
  }

  /** Whether whatever a style sheet names is granted. */
  boolean grantsAllThatIsKnown() {
    return exchange.pageEnforcement().grantsAllThatIsKnown();
  }

  // How much of it the container keeps before its head leaves.

  /** As the application sees it. */
  int bufferSize() {
    return ownSize < 0 ? exchange.pages().buffer(response()) : ownSize;
  }

  void setBufferSize(int size) {
    int room = exchange.pages().room();
    response().setBufferSize(size + room);
    ownSize = response().getBufferSize() - room;
    roomy = true;
  }

  /**
   * What is put into a page may not make its head leave earlier: the application may still have a
   * field to set, or may send an error or a redirect in its place.
   */
  void keepsRoom() {
    if (roomy || response().isCommitted()) {
      return;
    }
    try {
      setBufferSize(bufferSize());
    } catch (IllegalStateException e) {
      // A filter before ours has written already.
    }
  }

  /** What is no page has the room that the application asked for, and leaves as early. */
  void leavesAsItComes() {
    if (roomy && !response().isCommitted()) {
      try {
        response().setBufferSize(ownSize);
        roomy = false;
      } catch (IllegalStateException e) {
        // A filter before ours has written already.
      }
    }
    head.release();
  }

  // What it becomes.

  /**
   * The page's head leaves without the length that the application has said: a container that saw
   * no byte would call it empty.
   */
  void leavesWithoutLength() throws IOException {
    if (head.withholdsLength()) {
      response().flushBuffer();
    }
  }

  /**
   * What is put into the page that begins so.
   *
   * @param encoding as it names it itself in a {@code meta}, or empty
   */
  PageMarkup markup(byte[] beginning, int offset, int length, String encoding) {
    if (status() == HttpServletResponse.SC_PARTIAL_CONTENT) {
      return PageMarkup.NONE;
    }
    Pages pages = exchange.pages();
    return new PageInjection(
        pages.settings(),
        syntax(),
        pages.isShared() ? PageUse.UNKNOWN : PageUse.of(exchange.asked()),
        exchange::view,
        pieces(),
        beginning,
        offset,
        length,
        encoding);
  }

  /** The pieces of ours that the page has got. */
  synchronized PagePieces pieces() {
    PagePieces present = pieces;
    if (present == null) {
      present = new PagePieces();
      pieces = present;
    }
    return present;
  }

  /** How the document is written, as the response says by now. */
  Syntax syntax() {
    return type().map(Syntax::of).orElse(Syntax.HTML);
  }

  /** Says what may be fetched by a document that a browser makes of the one that begins so. */
  void reads(byte[] beginning, int length) {
    transforms =
        syntax() != Syntax.HTML
            && (!exchange.withholds()
                || head.coversAnotherDocument()
                || isTransformed(beginning, length) && head.becomesAnotherDocument());
  }

  private boolean isTransformed(byte[] beginning, int length) {
    return type().filter(MediaType::isTransformation).isPresent()
        || SheetInstructions.transform(beginning, length);
  }

  private boolean allows(JudgedInstruction sheet) {
    return (transforms || sheet.isCss())
        && !sheet.isWithheld(exchange.pageEnforcement(), exchange.place());
  }

  /** What a worker's script that begins so is to begin with. */
  String guardOfWorker(byte[] beginning, int length) {
    String first = new String(beginning, 0, length, StandardCharsets.ISO_8859_1);
    String strictly = STRICT_SCRIPT.matcher(first).lookingAt() ? "'use strict';" : "";
    String contextPath = exchange.asked().getContextPath();
    Enforcement enforcement = exchange.pageEnforcement();
    String guard =
        "serviceworker".equals(exchange.asked().getHeader("Sec-Fetch-Dest"))
                && exchange.pages().settings().sendsPolicy()
            ? Page.serviceWorkerGuard(
                enforcement, contextPath, enforcement.policyOfMadePages(exchange.place()))
            : Page.workerGuard(enforcement, contextPath);
    return strictly + guard + "\n";
  }

  RewrittenPage page(PageMarkup markup, Charset charset, OutputStream sink) {
    PageSettings settings = exchange.pages().settings();
    Syntax syntax = syntax();
    TagRule rule;
    Supplier<String> last;
    if (!settings.rewrites()) {
      Insertions insertions = new Insertions(markup);
      rule = insertions;
      last = insertions::last;
    } else {
      ConsentTagRules rules =
          new ConsentTagRules(exchange.pageEnforcement(), exchange.place(), markup);
      rule = syntax == Syntax.XML ? new XmlDocument(rules, inRoot(markup)) : rules;
      last = rules::atEnd;
    }
    if (syntax == Syntax.HTML) {
      return new RewrittenPage(rule, last, charset, sink, settings.limit());
    }
    // Nothing may stand after the root: what has not found its place by then has none.
    return new RewrittenPage(rule, () -> "", charset, sink, settings.limit())
        .inXml(this::allows, this::judgedDoctype);
  }

  private String inRoot(PageMarkup markup) {
    boolean isSvg = type().filter(type -> type.essence().equals("image/svg+xml")).isPresent();
    return isSvg ? markup.firstInHead(true) : "";
  }

  private JudgedDoctype.Judged judgedDoctype(String declaration) {
    return !exchange.pages().settings().rewrites()
        ? new JudgedDoctype.Judged(declaration, Map.of())
        : JudgedDoctype.of(declaration, exchange.pageEnforcement(), exchange.place());
  }

  /** The buffer has been emptied. */
  void beginsAnew() {
    head.bodyBeginsAnew();
    if (pieces != null) {
      pieces.forget();
    }
  }
}
