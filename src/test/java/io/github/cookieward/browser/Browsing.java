package io.github.cookieward.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import io.github.cookieward.demo.DemoMain;
import io.github.cookieward.demo.DemoServer;
import io.github.cookieward.enforcement.DialogSettings;
import io.github.cookieward.enforcement.Settings;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One Chromium for the tests of a class, and the sites and windows that they open in it: what a
 * test opens is closed after it, what is opened before the first is closed after the last.
 */
public final class Browsing
    implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {
  private static final double PATIENCE = 60_000;

  private final List<String> arguments;
  private final Deque<AutoCloseable> ofClass = new ArrayDeque<>();
  private final Deque<AutoCloseable> ofTest = new ArrayDeque<>();
  private Deque<AutoCloseable> open = ofClass;
  private Optional<Chromium> chromium = Optional.empty();
  private Optional<DemoServer> demo = Optional.empty();
  private Optional<GuardSite> shop = Optional.empty();

  /**
   * A browser.
   *
   * @param arguments what its command line says besides, such as rules by which it finds hosts
   */
  public Browsing(String... arguments) {
    this.arguments = List.of(arguments);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    chromium = Optional.of(open(Chromium.with(arguments.toArray(String[]::new))));
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    open = ofTest;
  }

  @Override
  public void afterEach(ExtensionContext context) throws Exception {
    close(ofTest);
    open = ofClass;
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    close(ofClass);
    demo = Optional.empty();
    shop = Optional.empty();
  }

  /** Closes the last first. */
  private static void close(Deque<AutoCloseable> all) throws Exception {
    while (!all.isEmpty()) {
      all.pop().close();
    }
  }

  private <T extends AutoCloseable> T open(T opened) {
    open.push(opened);
    return opened;
  }

  private <T extends AutoCloseable> T forAll(T opened) {
    ofClass.push(opened);
    return opened;
  }

  Browser browser() {
    return chromium.orElseThrow().browser();
  }

  /** A site with such settings. */
  GuardSite site(Settings settings) {
    return open(started(settings));
  }

  private static GuardSite started(Settings settings) {
    try {
      return new GuardSite(settings);
    } catch (Exception e) {
      throw new IllegalStateException("the site does not start", e);
    }
  }

  /** The shop with nothing changed, one for all tests of the class. */
  GuardSite shop() {
    if (shop.isEmpty()) {
      shop = Optional.of(forAll(started(Shop.settings(DialogSettings.DEFAULTS))));
    }
    return shop.get();
  }

  /** The demo, one for all tests of the class. */
  DemoServer demo() {
    if (demo.isEmpty()) {
      try {
        demo = Optional.of(forAll(DemoMain.start(0, 0)));
      } catch (IOException e) {
        throw new IllegalStateException("the demo does not start", e);
      }
    }
    return demo.get();
  }

  /** An empty window of a browser that nobody has used before. */
  public Page window(Browser.NewContextOptions options) {
    BrowserContext context = open(browser().newContext(options));
    context.setDefaultTimeout(PATIENCE);
    return context.newPage();
  }

  /** The same of somebody who reads English, with script or without. */
  public Page window(boolean script) {
    return window(new Browser.NewContextOptions().setJavaScriptEnabled(script));
  }

  /** Leaves a window before its test is over, as a test does that opens many. */
  void leave(Page window) {
    ofTest.remove(window.context());
    window.context().close();
  }

  /** Somebody new at a site, on its first page. */
  Guest guest(GuardSite site, boolean script) {
    return new Guest(site, window(script)).go("page");
  }
}
