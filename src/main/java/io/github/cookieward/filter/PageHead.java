package io.github.cookieward.filter;

import io.github.cookieward.csp.ContentSecurityPolicy;
import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.enforcement.Place;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a response that depend on whether its body is a page: those of its bytes wait until
 * that is known, and a page gets what its caching and its safety ask for.
 */
final class PageHead {
  /** What a page depends on where each visitor has a page of his own. */
  static final String VARY = "Cookie, Sec-GPC";

  /** Whether our markup was put in depends on what the page is wanted for. */
  private static final String VARY_BY_USE = "Sec-Fetch-Dest";

  private static final String CACHE_CONTROL = "Cache-Control";

  private final HttpServletRequest asked;
  private final HttpServletResponse container;
  private final Pages pages;
  private final ParkedFields parked = new ParkedFields();

  private @Nullable Conditionals conditionals;
  private boolean isPage;

  /** Whether something in the response is not for everybody, be its body a page or not. */
  private boolean isPersonal;

  private boolean hasReleased;
  private boolean hasPageFields;

  PageHead(HttpServletRequest asked, HttpServletResponse container, Pages pages) {
    this.asked = asked;
    this.container = container;
    this.pages = pages;
  }

  /** What the application has said of its bytes, and the container does not know yet. */
  ParkedFields parked() {
    return parked;
  }

  /** Whether the parked fields are still what the application would be told. */
  boolean showsParked() {
    return !isPage;
  }

  boolean isPage() {
    return isPage;
  }

  Conditionals conditionals(Enforcement enforcement) {
    Conditionals found = conditionals;
    if (found == null) {
      found = new Conditionals(asked, pages, variant(enforcement));
      conditionals = found;
    }
    return found;
  }

  private String variant(Enforcement enforcement) {
    return pages.variant(enforcement, PageUse.of(asked).name());
  }

  /** The body leaves as it comes. */
  void release() {
    if (!isPage && !parked.names().isEmpty() && !container.isCommitted()) {
      parked.release(container);
      hasReleased = true;
    }
    if (isPersonal) {
      becomesPersonal(); // the application may have said another Vary since
    }
  }

  /** Something in the response is not for everybody. */
  void becomesPersonal() {
    isPersonal = true;
    vary(VARY);
  }

  /**
   * The body is rewritten.
   *
   * @param html whether a browser reads it as a page, and not as a text
   * @param enforcement what the page is made for
   * @param own whether the response carries cookies of ours
   */
  void becomesPage(boolean html, Enforcement enforcement, Place place, boolean own) {
    isPage = true;
    if (container.isCommitted()) {
      return;
    }
    if (hasReleased) {
      container.setContentLengthLong(-1); // before the buffer was emptied, it was no page
    }
    if (!html) {
      return; // a browser shows it as text: nothing in it runs
    }
    if (!hasPageFields) {
      hasPageFields = true;
      enforcement.pageFields(place, this::lines).forEach(container::addHeader);
    }
    validators(enforcement);
    if (container.containsHeader("Accept-Ranges")) {
      container.setHeader("Accept-Ranges", "none");
    }
    caching(own, true);
  }

  /** A browser makes another page of the body: whether what it may fetch could still be said. */
  boolean becomesAnotherDocument(Enforcement enforcement, Place place) {
    if (coversAnotherDocument(enforcement, place)) {
      return true;
    }
    if (container.isCommitted()) {
      return false;
    }
    container.addHeader(ContentSecurityPolicy.FIELD, enforcement.policyOfMadePages(place));
    return true;
  }

  /** Whether it is said what another page made of the body may fetch, or all is granted. */
  boolean coversAnotherDocument(Enforcement enforcement, Place place) {
    String policy = enforcement.policyOfMadePages(place);
    return policy.isEmpty() || lines(ContentSecurityPolicy.FIELD).contains(policy);
  }

  /** The body is a style sheet or a module that differs from visitor to visitor. */
  void becomesPersonalFile(Enforcement enforcement, boolean own) {
    isPage = true;
    if (!container.isCommitted()) {
      validators(enforcement);
      if (container.containsHeader("Accept-Ranges")) {
        container.setHeader("Accept-Ranges", "none");
      }
      caching(own, false);
    }
  }

  /** The body leaves as it comes, and no cache keeps it. */
  void becomesFleeting() {
    if (!container.isCommitted()) {
      release();
      keepNowhere();
    }
  }

  /** No cache keeps the body. */
  void keepNowhere() {
    if (!container.isCommitted()) {
      container.setHeader(CACHE_CONTROL, "private, no-store");
      targeted();
      vary(VARY);
    }
  }

  /** The body leaves as it comes, and runs under the page's policy. */
  void becomesCode(Enforcement enforcement, Place place, boolean own) {
    if (!container.isCommitted() && !hasPageFields) {
      hasPageFields = true;
      enforcement.pageFields(place, this::lines).forEach(container::addHeader);
      caching(own, true);
    }
  }

  private void validators(Enforcement enforcement) {
    String tag = container.getHeader("ETag");
    if (tag != null) {
      container.setHeader("ETag", tag(tag, enforcement));
    }
    parked
        .value("Last-Modified")
        .ifPresent(
            date -> {
              if (pages.isShared()) {
                container.setHeader("Last-Modified", pages.modified(date));
              } else if (tag == null && HttpDate.seconds(date).isPresent()) {
                Variant ours =
                    Variant.modified(HttpDate.seconds(date).getAsLong(), variant(enforcement));
                container.setHeader("ETag", ours.toString());
              }
            });
  }

  private String tag(String tag, Enforcement enforcement) {
    return Variant.parse(tag).isPresent() ? tag : Variant.of(tag, variant(enforcement)).toString();
  }

  private void caching(boolean own, boolean byUse) {
    if (pages.isShared()) {
      if (own) {
        container.setHeader(CACHE_CONTROL, "private, no-store");
      }
      return;
    }
    Collection<String> said = lines(CACHE_CONTROL);
    container.setHeader(
        CACHE_CONTROL, said.isEmpty() ? "private, no-cache" : Caching.privately(said));
    targeted();
    vary(VARY);
    if (byUse && (pages.settings().injects() || pages.settings().guards())) {
      variesByUse();
    }
  }

  /** Used for something else it would be another. */
  void variesByUse() {
    vary(VARY_BY_USE);
  }

  /** What is said to some caches only must not say otherwise. */
  private void targeted() {
    for (String name : List.copyOf(container.getHeaderNames())) {
      Caching.targeted(name).ifPresent(value -> container.setHeader(name, value));
    }
  }

  /** Says what the response depends on besides, once. */
  private void vary(String names) {
    if (!container.isCommitted() && !lines("Vary").contains(names)) {
      container.addHeader("Vary", names);
    }
  }

  /** A field of the application's after it is known that the body is a page. */
  String corrected(String name, String value, Enforcement enforcement, boolean own) {
    if (name.equalsIgnoreCase("ETag")) {
      return tag(value, enforcement);
    }
    if (name.equalsIgnoreCase("Accept-Ranges")) {
      return "none";
    }
    if (name.equalsIgnoreCase(CACHE_CONTROL)) {
      return cacheControl(value, own);
    }
    return own || !pages.isShared() ? Caching.targeted(name).orElse(value) : value;
  }

  private String cacheControl(String value, boolean own) {
    if (pages.isShared()) {
      return own ? "private, no-store" : value;
    }
    return Caching.privately(List.of(value));
  }

  /**
   * The browser's copy is valid; if it is one of ours, what is said of it is what was said then.
   */
  void notModified(Enforcement enforcement, Place place, boolean own) {
    if (conditionals(enforcement).sameVariant()) {
      becomesPage(true, enforcement, place, own);
    } else {
      release();
    }
  }

  private List<String> lines(String name) {
    Collection<String> lines = container.getHeaders(name);
    return lines == null ? List.of() : List.copyOf(lines);
  }

  /** The buffer has been emptied; the fields stay. */
  void bodyBeginsAnew() {
    isPage = false;
  }

  /** The fields are gone too. */
  void reset() {
    isPage = false;
    isPersonal = false;
    hasReleased = false;
    hasPageFields = false;
    for (String name : parked.names()) {
      parked.remove(name);
    }
  }
}
