package io.github.cookieward.filter;

import io.github.cookieward.enforcement.ConsentTagRules;
import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.enforcement.JudgedDoctype;
import io.github.cookieward.enforcement.JudgedFile;
import io.github.cookieward.enforcement.JudgedModule;
import io.github.cookieward.enforcement.JudgedSheet;
import io.github.cookieward.enforcement.PageMarkup;
import io.github.cookieward.enforcement.PageSettings;
import io.github.cookieward.html.TagRule;
import io.github.cookieward.http.MediaType;
import io.github.cookieward.page.Page;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
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

  /** Whether the browser saves it and shows nothing. */
  boolean isDownload() {
    String disposition = response().getHeader("Content-Disposition");
    return disposition != null
        && disposition.split(";", 2)[0].strip().equalsIgnoreCase("attachment");
  }

  boolean forbidsSniffing() {
    String options = response().getHeader("X-Content-Type-Options");
    return options != null && options.strip().equalsIgnoreCase("nosniff");
  }

  /** Whether it is a document in XML that is no page of HTML. */
  boolean isXmlDocument(MediaType type) {
    return exchange.pages().guardsXml(exchange.asked(), type);
  }

  /**
   * Whether it is a style sheet, or is used as one: pages that are not strict about it take any
   * type.
   */
  boolean isSheet(Optional<MediaType> type) {
    return readsSheets()
        && type.isPresent()
        && (type.get().essence().equals("text/css")
            || "style".equals(exchange.asked().getHeader("Sec-Fetch-Dest"))
                && !type.get().isHtml()
                && !type.get().isUnknown());
  }

  boolean readsSheets() {
    return exchange.enforces() && exchange.pages().settings().rewrites();
  }

  /** Whether it is a module, or a worklet's script, that is to be read whole before it leaves. */
  boolean isModule(Optional<MediaType> type) {
    return !isToWorker() && type.filter(MediaType::isScript).isPresent() && readsModules();
  }

  boolean readsModules() {
    return exchange.enforces() && exchange.pages().readsModules(exchange.asked());
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

  boolean isToWorker() {
    return exchange.enforces() && exchange.pages().guardsWorker(exchange.asked());
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
  void needsNoRoom() {
    if (roomy && !response().isCommitted()) {
      try {
        response().setBufferSize(ownSize);
        roomy = false;
      } catch (IllegalStateException e) {
        // A filter before ours has written already.
      }
    }
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
    Pages pages = exchange.pages();
    return new PageInjection(
        pages.settings(),
        type().map(PageInjection.Syntax::of).orElse(PageInjection.Syntax.HTML),
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

  /** The first bytes of a document in XML, before they are read. */
  void beginsInXml(byte[] beginning, int length) {
    XmlDocument.withholdSheets(beginning, length, exchange.pageEnforcement(), exchange.place());
    boolean enforces = exchange.enforces() && exchange.pages().settings().rewrites();
    if (enforces
        && XmlDocument.isTransformed(beginning, length)
        && !head.becomesAnotherDocument()) {
      XmlDocument.withholdTransformation(beginning, length);
    }
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
    Optional<MediaType> xml = type().filter(MediaType::isXml);
    TagRule rule;
    Supplier<String> last;
    if (!settings.rewrites()) {
      Insertions insertions = new Insertions(markup);
      rule = insertions;
      last = insertions::last;
    } else {
      ConsentTagRules rules =
          new ConsentTagRules(exchange.pageEnforcement(), exchange.place(), markup);
      boolean page = xml.isEmpty() || xml.get().isHtml();
      rule = page ? rules : new XmlDocument(rules, inRoot(xml.get(), markup));
      last = rules::atEnd;
    }
    if (xml.isEmpty()) {
      return new RewrittenPage(rule, last, charset, sink, settings.limit());
    }
    // Nothing may stand after the root: what has not found its place by then has none.
    return new RewrittenPage(rule, () -> "", charset, sink, settings.limit())
        .inXml(this::judgedDoctype);
  }

  private static String inRoot(MediaType xml, PageMarkup markup) {
    return xml.essence().equals("image/svg+xml") ? markup.firstInHead(true) : "";
  }

  private String judgedDoctype(String declaration) {
    return !exchange.pages().settings().rewrites()
        ? declaration
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
