package io.github.cookieward.filter;

import io.github.cookieward.enforcement.Decision;
import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.enforcement.JudgedField;
import io.github.cookieward.http.MediaType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one response that are no cookies: those that make a browser fetch, report or tell
 * ask first, and those of the body wait until it is known whether the body is a page.
 */
final class ResponseHead {
  static final String LOCATION = "Location";

  private final Exchange exchange;
  private final ResponseCookies cookies;

  /** Made where there is something to be said of a body. */
  private @Nullable PageHead page;

  /** Where the application wants to lead the visitor, and may not. */
  private @Nullable WithheldRedirect redirect;

  ResponseHead(Exchange exchange, ResponseCookies cookies) {
    this.exchange = exchange;
    this.cookies = cookies;
  }

  /** The value that leaves under a name that is neither a cookie's nor parked; null for none. */
  @Nullable String leaving(String name, String value) {
    String leaving = guarded(name, value);
    if (leaving == null) {
      return null;
    }
    if (isPage()) {
      return page().corrected(name, leaving, exchange.pageEnforcement(), cookies.hasOwn());
    }
    if (!cookies.hasOwn()) {
      return leaving;
    }
    return name.equalsIgnoreCase("Cache-Control")
        ? withOwn(leaving)
        : Caching.targeted(name).orElse(leaving);
  }

  @Nullable String guarded(String name, String value) {
    if (!Enforcement.guards(name)) {
      return value;
    }
    JudgedField field = exchange.enforcement().responseField(name, value, exchange.place());
    String leaving = field.value().orElse(null);
    if (name.equalsIgnoreCase(LOCATION)) {
      return location(leaving);
    }
    if (field.personal() && !exchange.isIncluding()) {
      page().becomesPersonal();
    }
    return leaving;
  }

  private @Nullable String location(@Nullable String leaving) {
    redirect = null;
    HttpServletRequest asked = exchange.asked();
    Enforcement enforcement = exchange.enforcement();
    if (leaving == null || !PartRedirects.passes(leaving, asked, enforcement, exchange.place())) {
      return null;
    }
    Optional<Decision> whole =
        PartRedirects.isWholePage(asked)
            ? enforcement.redirect(leaving, exchange.place())
            : Optional.empty();
    if (whole.filter(decision -> !decision.allows()).isPresent()) {
      redirect = new WithheldRedirect(leaving, whole.get());
      return null;
    }
    if (whole.isPresent() && exchange.enforces()) {
      personal(); // the next visitor, or this one after a withdrawal, is not led there
    }
    return leaving;
  }

  /** Keeps shared caches from giving the response to others, unless it says how it may be kept. */
  void personal() {
    HttpServletResponse container = exchange.container();
    if (!container.isCommitted()) {
      if (container.getHeader("Cache-Control") == null) {
        container.setHeader("Cache-Control", "private, no-cache");
      }
      page().becomesPersonal();
    }
  }

  /** A redirect that was withheld, and that a browser would follow with the present status. */
  Optional<WithheldRedirect> redirect() {
    return Optional.ofNullable(redirect)
        .filter(withheld -> WithheldRedirect.isFollowed(exchange.next().getStatus()));
  }

  /** A withheld address that leads nobody, as with 201, is only said. */
  void sayLocation() {
    WithheldRedirect withheld = redirect;
    if (withheld != null && !WithheldRedirect.isFollowed(exchange.next().getStatus())) {
      redirect = null;
      exchange.next().setHeader(LOCATION, withheld.location());
    }
  }

  /** The application has changed its mind. */
  void redirectsNoMore() {
    redirect = null;
  }

  /** Nobody else may get the cookies that we set with this response. */
  private String withOwn(String cacheControl) {
    return exchange.pages().isShared()
        ? "private, no-store"
        : Caching.privately(List.of(cacheControl));
  }

  static boolean isGuarded(@Nullable String name) {
    return name != null && (ResponseCookies.isField(name) || Enforcement.guards(name));
  }

  // What is said of a body.

  PageHead page() {
    PageHead present = page;
    if (present == null) {
      present = new PageHead(exchange.asked(), exchange.container(), exchange.pages());
      page = present;
    }
    return present;
  }

  /** Whether there is something to be said of a body. */
  boolean speaksOfBody() {
    return page != null;
  }

  boolean isPage() {
    PageHead present = page;
    return present != null && present.isPage();
  }

  ParkedFields parked() {
    return page().parked();
  }

  /** Whether the application has said a length that is not that of the page. */
  boolean withholdsLength() {
    return isPage() && page().parked().value("Content-Length").isPresent();
  }

  /** What the application says of how its body is compressed. */
  String bodyEncoding() {
    return page == null ? "" : page.parked().encoding();
  }

  /** The values of a parked field, as far as the application is to see them. */
  List<String> parked(@Nullable String name) {
    WithheldRedirect withheld = redirect;
    if (withheld != null && LOCATION.equalsIgnoreCase(name)) {
      return List.of(withheld.location());
    }
    PageHead present = page;
    return name == null || present == null || !present.showsParked()
        ? List.of()
        : present.parked().values(name);
  }

  /** Some names, and those of parked fields. */
  Collection<String> withParked(Collection<String> names) {
    PageHead present = page;
    List<String> parked =
        present == null || !present.showsParked() ? List.of() : present.parked().names();
    if (parked.isEmpty() && redirect == null) {
      return names;
    }
    Set<String> all = new LinkedHashSet<>(names);
    all.addAll(parked);
    if (redirect != null) {
      all.add(LOCATION);
    }
    return all;
  }

  void becomesPage(boolean html) {
    page().becomesPage(html, exchange.pageEnforcement(), exchange.place(), cookies.hasOwn());
  }

  /** A browser makes another page of it: whether what it may fetch could still be said. */
  boolean becomesAnotherDocument() {
    return page().becomesAnotherDocument(exchange.pageEnforcement(), exchange.place());
  }

  /** Whether it is said what another page made of it may fetch, or all is granted. */
  boolean coversAnotherDocument() {
    return page().coversAnotherDocument(exchange.pageEnforcement(), exchange.place());
  }

  /** The body is a style sheet or a module that differs from visitor to visitor. */
  void becomesPersonalFile() {
    page().becomesPersonalFile(exchange.pageEnforcement(), cookies.hasOwn());
  }

  void becomesFleeting() {
    page().becomesFleeting();
  }

  void keepNowhere() {
    page().keepNowhere();
  }

  void becomesNotModified() {
    if (exchange.pages().rewrites()) {
      page().notModified(exchange.pageEnforcement(), exchange.place(), cookies.hasOwn());
    }
  }

  /** The body leaves as it comes. */
  void release() {
    if (page != null) {
      page.release();
    }
    String type = exchange.next().getContentType();
    if (exchange.pages().guardsCode(exchange.asked(), type)) {
      page().becomesCode(exchange.pageEnforcement(), exchange.place(), cookies.hasOwn());
    }
    if (type != null && MediaType.parse(type).filter(exchange.pages()::readsXml).isPresent()) {
      page().variesByUse(); // shown as a document it would come from a cache unread
    }
  }

  Conditionals conditionals() {
    return page().conditionals(exchange.pageEnforcement());
  }

  /** The buffer has been emptied; the fields stay. */
  void bodyBeginsAnew() {
    if (page != null) {
      page.bodyBeginsAnew();
    }
  }

  /** The fields are gone too. */
  void reset() {
    redirect = null;
    if (page != null) {
      page.reset();
    }
    cookies.restoreOwn();
  }
}
