package io.github.cookieward.filter;

import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.enforcement.Place;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.http.WebUrl;
import io.github.cookieward.page.View;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import org.jspecify.annotations.Nullable;

/** One request and its response, as far as all that guards the response has to know them. */
final class Exchange {
  private final HttpServletRequest asked;
  private final HttpServletResponse container;
  private final HttpServletResponseWrapper guard;
  private final Pages pages;
  private final String path;

  private volatile Enforcement enforcement;

  /** Looked through by the application; by it the filter sees what the application does. */
  private @Nullable HttpServletRequest visible;

  private @Nullable Place place;

  /** Made with the first turn on the request's way: most requests take none. */
  private volatile @Nullable Dispatches dispatches;

  /**
   * An exchange.
   *
   * @param container the response that the filter was given
   * @param guard what the application sees, and through it the response to which its calls go on:
   *     within an include another one
   */
  Exchange(
      HttpServletRequest asked,
      HttpServletResponse container,
      HttpServletResponseWrapper guard,
      Enforcement enforcement,
      Pages pages) {
    this.asked = asked;
    this.container = container;
    this.guard = guard;
    this.enforcement = enforcement;
    this.pages = pages;
    this.path = asked.getRequestURI();
  }

  /** The request as the container has it, with all that the browser sent. */
  HttpServletRequest asked() {
    return asked;
  }

  /** For our own fields: during an include what lies between lets no field pass. */
  HttpServletResponse container() {
    return container;
  }

  /** For what the application has said. */
  HttpServletResponse next() {
    return (HttpServletResponse) guard.getResponse();
  }

  Pages pages() {
    return pages;
  }

  String path() {
    return path;
  }

  Enforcement enforcement() {
    return enforcement;
  }

  /** From now on another consent holds. */
  void holds(Enforcement other) {
    enforcement = other;
  }

  boolean enforces() {
    return enforcement.settings().mode() == Settings.Mode.ENFORCE;
  }

  /** Whether what is not granted is taken out of bodies, and not only told of. */
  boolean withholds() {
    return enforces() && pages.settings().rewrites();
  }

  /** Whether a module, or a worklet's script, is asked for and is to be read before it leaves. */
  boolean readsModules() {
    return enforces() && pages.readsModules(asked);
  }

  /** Whether a worker's script is asked for, and is to begin with the guard. */
  boolean guardsWorker() {
    return enforces() && pages.guardsWorker(asked);
  }

  boolean isToHead() {
    return asked.getMethod().equals("HEAD");
  }

  /** What a page is made for: the visitor, or in a shared page one who has agreed to nothing. */
  Enforcement pageEnforcement() {
    return enforcement.forPage();
  }

  /** Where the browser is. */
  Place place() {
    Place present = place;
    if (present == null) {
      present =
          new Place(
              WebUrl.parse(asked.getRequestURL().toString(), null)
                  .orElseGet(() -> new WebUrl("http", "", -1, "/", "")),
              asked.getContextPath());
      place = present;
    }
    return present;
  }

  void seenThrough(HttpServletRequest request) {
    visible = request;
  }

  /** What a page is rendered for. */
  View view() {
    return PageViews.view(asked, visible == null ? asked : visible, container, pageEnforcement());
  }

  // The way through the container.

  synchronized Dispatches dispatches() {
    Dispatches present = dispatches;
    if (present == null) {
      present = new Dispatches();
      dispatches = present;
    }
    return present;
  }

  /** Whether what writes now is included by another, and has no say about status and fields. */
  boolean isIncluding() {
    Dispatches present = dispatches;
    return present != null && present.isIncluding();
  }

  /** A dispatch begins; answers what {@link #ends} is to be told. */
  int begins(DispatcherType dispatch) {
    return dispatch == DispatcherType.REQUEST ? 0 : dispatches().begins(dispatch);
  }

  /**
   * A dispatch ends.
   *
   * @return whether nobody goes on with the response
   */
  boolean ends(HttpServletRequest request, int startsBefore) {
    Dispatches present = dispatches;
    return present == null ? !request.isAsyncStarted() : present.ends(request, startsBefore);
  }
}
