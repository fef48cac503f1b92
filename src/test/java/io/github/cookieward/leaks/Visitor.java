package io.github.cookieward.leaks;

import com.google.gson.JsonObject;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.LoadState;
import com.microsoft.playwright.options.WaitUntilState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Somebody who visits the pages of one {@link Mode}, with JavaScript and, where a case says so,
 * without. Several pages are open at a time; each stays open until its cases have fired, or for
 * longer than they needed without the filter.
 */
final class Visitor implements AutoCloseable {
  private static final int WINDOW = 12;
  private static final long CAP = Long.getLong("leaks.cap", 20_000);
  private static final long LEAST = 300;
  private static final long MOST = 2_500;
  private static final long UNSEEN = 300;

  /** For a page that was not visited without the filter. */
  private static final long UNKNOWN = 400;

  private final Mode mode;
  private final Sightings sightings;
  private final BrowserContext scripted;
  private final BrowserContext plain;
  private boolean answered;
  private final Deque<Page> freeScripted = new ArrayDeque<>();
  private final Deque<Page> freePlain = new ArrayDeque<>();

  Visitor(Browser browser, Mode mode, Sightings sightings) {
    this(browser, mode, sightings, true);
  }

  /** Somebody whose browser runs no script, whatever a case asks for. */
  static Visitor withoutScript(Browser browser, Mode mode, Sightings sightings) {
    return new Visitor(browser, mode, sightings, false);
  }

  private Visitor(Browser browser, Mode mode, Sightings sightings, boolean scripts) {
    this.mode = mode;
    this.sightings = sightings;
    this.scripted =
        browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(scripts));
    this.plain = browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false));
    for (BrowserContext context : List.of(scripted, plain)) {
      context.setDefaultTimeout(20_000);
    }
  }

  /** Answers on the site, by its own form's fields, and looks at a page that fetches nothing. */
  void answer(String action) {
    try (Page page = scripted.newPage()) {
      page.navigate("https://" + mode.host() + PageServlet.NEUTRAL);
      Object status =
          page.evaluate(
              "action => fetch('/consent', {method: 'POST', headers: {Accept: 'application/json'},"
                  + " body: new URLSearchParams({action})}).then(answer => answer.status)",
              action);
      answered = true;
      if (!status.equals(200)) {
        throw new IllegalStateException(mode + ", " + action + ": status " + status);
      }
      page.navigate("https://" + mode.host() + PageServlet.NEUTRAL);
    }
    plain.addCookies(
        scripted.cookies().stream().filter(cookie -> cookie.name.contains("consent")).toList());
  }

  /**
   * Visits all pages.
   *
   * @param awaited whether a case is waited for; the others get their page's time
   * @param time how long each page's cases needed, in milliseconds; what is missing is noted there
   * @return the keys of the cases that fired
   */
  Set<String> visit(
      List<CasePage> pages, State state, Predicate<LeakCase> awaited, Map<String, Long> time) {
    String run = mode.word() + "-" + state.word();
    hold(pages);
    Tour tour = new Tour(run, state == State.GRANTED, awaited, time);
    pages.forEach(tour::open);
    tour.closeAll();
    tour.again(pages);
    tour.last(pages);
    if (answered && !pages.get(0).cases().get(0).apart() && !hasAnswer()) {
      throw new IllegalStateException(run + ": the browser has lost its cookies on the way");
    }
    return tour.fired;
  }

  private boolean hasAnswer() {
    return scripted.cookies().stream().anyMatch(cookie -> cookie.name.contains("consent"));
  }

  /** Gives the browser the cookies of earlier days. */
  private void hold(List<CasePage> pages) {
    for (CasePage page : pages) {
      for (LeakCase one : page.cases()) {
        one.holds()
            .map(pair -> pair.split("=", 2))
            .map(pair -> new Cookie(pair[0], pair[1]).setUrl("https://" + mode.host() + "/"))
            .ifPresent(cookie -> context(one.script()).addCookies(List.of(cookie)));
      }
    }
  }

  private BrowserContext context(boolean script) {
    return script ? scripted : plain;
  }

  @Override
  public void close() {
    scripted.close();
    plain.close();
  }

  /** A page that is open. */
  private record Opened(CasePage page, Page tab, long since, Optional<Response> response) {}

  /** One visit to all pages. */
  private final class Tour {
    final Set<String> fired = new TreeSet<>();
    private final String run;
    private final Predicate<LeakCase> awaited;
    private final Map<String, Long> time;
    private final boolean grants;
    private final Deque<Opened> open = new ArrayDeque<>();

    Tour(String run, boolean grants, Predicate<LeakCase> awaited, Map<String, Long> time) {
      this.run = run;
      this.grants = grants;
      this.awaited = awaited;
      this.time = time;
    }

    void open(CasePage page) {
      if (grants) {
        closeAll();
        context(page.script()).clearCookies();
      }
      while (open.size() >= WINDOW) {
        close(open.removeFirst());
      }
      Deque<Page> free = page.script() ? freeScripted : freePlain;
      Page tab = free.isEmpty() ? context(page.script()).newPage() : free.removeFirst();
      Optional<Response> response = navigated(tab, page);
      if (response.isEmpty()) { // what the tab showed before was still on its way elsewhere
        tab = context(page.script()).newPage();
        response = navigated(tab, page);
      }
      open.add(new Opened(page, tab, System.nanoTime(), response));
    }

    private Optional<Response> navigated(Page tab, CasePage page) {
      try {
        return Optional.ofNullable(
            tab.navigate(
                page.address(mode.host(), run),
                new Page.NavigateOptions().setWaitUntil(WaitUntilState.COMMIT)));
      } catch (PlaywrightException e) {
        return Optional.empty(); // it may lead elsewhere at once; what it does is seen all the same
      }
    }

    void closeAll() {
      while (!open.isEmpty()) {
        close(open.removeFirst());
      }
    }

    /** What should have fired and has not gets a second chance, on a page of its own. */
    void again(List<CasePage> pages) {
      for (CasePage page : pages) {
        for (LeakCase one : page.cases()) {
          if (awaited.test(one) && !fired.contains(one.key())) {
            open(CasePage.alone(one));
          }
        }
      }
      closeAll();
    }

    private void close(Opened opened) {
      try {
        loaded(opened);
        long start = System.nanoTime();
        CasePage page = opened.page();
        boolean clicked = page.cases().get(0).click().isPresent();
        boolean waits = page.cases().stream().anyMatch(awaited);
        long least = time.getOrDefault(page.path(), UNKNOWN) * 3 / 2 + LEAST;
        while (true) {
          look(page, Optional.of(opened));
          long passed = millisSince(clicked ? start : opened.since());
          boolean complete =
              page.cases().stream().filter(awaited).allMatch(one -> fired.contains(one.key()));
          boolean others = page.cases().stream().allMatch(awaited);
          if (complete && (others || passed >= least)
              || passed >= least && millisSince(start) >= CAP) {
            if (waits && complete) {
              time.putIfAbsent(page.path(), needed(page, clicked ? start : opened.since(), passed));
            }
            break;
          }
          opened.tab().waitForTimeout(40);
        }
      } finally {
        put(opened);
      }
    }

    /** How long a page's cases needed, of which all have fired. */
    private long needed(CasePage page, long since, long passed) {
      long needed = Math.min(passed, UNSEEN);
      for (LeakCase one : page.cases()) {
        for (String name : List.of(one.id(run), one.label(run))) {
          long last = sightings.when(name).orElse(since);
          needed = Math.max(needed, (last - since) / 1_000_000);
        }
      }
      return Math.min(MOST, needed);
    }

    /**
     * Leaves the page, and keeps the tab: closing one that is on its way to another page has been
     * seen to hang.
     */
    private void put(Opened opened) {
      try {
        if (opened.page().cases().get(0).click().isPresent()) {
          opened.tab().navigate("about:blank");
        }
        (opened.page().script() ? freeScripted : freePlain).add(opened.tab());
      } catch (PlaywrightException e) {
        // It is not used again.
      }
    }

    private void loaded(Opened opened) {
      try {
        opened
            .tab()
            .waitForLoadState(LoadState.LOAD, new Page.WaitForLoadStateOptions().setTimeout(1_000));
        if (grants) {
          opened.tab().click("button.cookieward-choice[value=accept-all] >> visible=true");
        }
        opened
            .page()
            .cases()
            .get(0)
            .click()
            .ifPresent(
                selector ->
                    opened
                        .tab()
                        .evaluate(
                            "selector => { const e = document.querySelector(selector);"
                                + " if (e) e.click(); }",
                            selector));
      } catch (PlaywrightException e) {
        // It went elsewhere while it was looked at.
      }
    }

    /** Looks once more at what is still there, and at what came late. */
    void last(List<CasePage> pages) {
      try (Page tab = scripted.newPage()) {
        neutral(tab);
        for (CasePage page : pages) {
          look(page, Optional.of(new Opened(page, tab, System.nanoTime(), Optional.empty())));
        }
      }
    }

    /** Goes to a page that fetches nothing; a download that is just beginning stops it once. */
    private void neutral(Page tab) {
      String address = "https://" + mode.host() + "/own/last";
      try {
        tab.navigate(address);
      } catch (PlaywrightException e) {
        tab.navigate(address);
      }
    }

    private void look(CasePage page, Optional<Opened> opened) {
      Map<String, Set<String>> kept = new HashMap<>();
      for (LeakCase one : page.cases()) {
        if (!fired.contains(one.key()) && hasFired(one, opened, kept)) {
          fired.add(one.key());
        }
      }
    }

    private boolean hasFired(LeakCase one, Optional<Opened> opened, Map<String, Set<String>> kept) {
      String what = one.observed().what();
      return switch (one.observed().kind()) {
        case REQUEST, APPLICATION -> sightings.has(one.id(run));
        case CONNECTION -> sightings.has(one.label(run));
        case COOKIE ->
            kept.computeIfAbsent("cookies", kind -> cookies(one.script())).contains(what);
        case LOCAL, SESSION, DATABASE, CACHE ->
            opened.isPresent()
                && kept.computeIfAbsent(
                        one.observed().kind().name(), kind -> stored(one, opened.get().tab()))
                    .contains(what);
        case FIELD -> opened.isPresent() && hasField(opened.get().response(), what);
        case ELEMENT -> opened.isPresent() && hasElement(opened.get().tab(), one.fill(what, run));
      };
    }

    private Set<String> cookies(boolean script) {
      Set<String> names = new TreeSet<>();
      context(script).cookies().forEach(cookie -> names.add(cookie.name));
      return names;
    }

    private boolean hasField(Optional<Response> response, String what) {
      String[] words = what.split(" ", 2);
      return response.isPresent()
          && response.get().headersArray().stream()
              .anyMatch(f -> f.name.equalsIgnoreCase(words[0]) && f.value.contains(words[1]));
    }

    private boolean hasElement(Page tab, String selector) {
      try {
        return tab.querySelector(selector) != null;
      } catch (PlaywrightException e) {
        return false;
      }
    }

    /** What the browser itself says is stored; a page's own functions may be guarded. */
    private Set<String> stored(LeakCase one, Page tab) {
      String origin = "https://" + mode.host();
      Set<String> names = new TreeSet<>();
      CDPSession session = context(one.script()).newCDPSession(tab);
      try {
        JsonObject asked = new JsonObject();
        switch (one.observed().kind()) {
          case LOCAL, SESSION -> {
            JsonObject id = new JsonObject();
            id.addProperty("securityOrigin", origin);
            id.addProperty(
                "isLocalStorage", one.observed().kind() == LeakCase.Observation.Kind.LOCAL);
            asked.add("storageId", id);
            session
                .send("DOMStorage.getDOMStorageItems", asked)
                .getAsJsonArray("entries")
                .forEach(entry -> names.add(entry.getAsJsonArray().get(0).getAsString()));
          }
          case DATABASE -> {
            asked.addProperty("securityOrigin", origin);
            session
                .send("IndexedDB.requestDatabaseNames", asked)
                .getAsJsonArray("databaseNames")
                .forEach(name -> names.add(name.getAsString()));
          }
          default -> {
            asked.addProperty("securityOrigin", origin);
            session
                .send("CacheStorage.requestCacheNames", asked)
                .getAsJsonArray("caches")
                .forEach(c -> names.add(c.getAsJsonObject().get("cacheName").getAsString()));
          }
        }
      } catch (PlaywrightException e) {
        // The page went elsewhere; it is asked again.
      } finally {
        session.detach();
      }
      return names;
    }
  }

  private static long millisSince(long start) {
    return (System.nanoTime() - start) / 1_000_000;
  }
}
