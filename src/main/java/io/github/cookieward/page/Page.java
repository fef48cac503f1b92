package io.github.cookieward.page;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.http.WebUrl;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/**
 * What the visitor sees, piece by piece. Each piece is written to an {@link Appendable} as HTML
 * that works without script, and in which every value has passed an encoder, but for the text of a
 * {@link Script}. An {@link IOException} is the appendable's.
 */
public final class Page {
  private Page() {}

  /** The links to stylesheet and script, for the page's {@code head}. */
  public static void head(Appendable out, View view) throws IOException {
    Head.render(markup(out, view), view);
  }

  /**
   * The guard, which keeps back in the page what the server cannot see. It belongs before every
   * other script; nothing where the site does without, or only reports.
   */
  public static void guard(Appendable out, View view) throws IOException {
    Guard.render(markup(out, view), view);
  }

  /**
   * What holds for a visitor, for a guard that asks.
   *
   * @param contextPath the application's context path; empty for one at the root
   */
  public static String guardState(Enforcement enforcement, String contextPath) {
    return Guard.state(enforcement, contextPath);
  }

  /**
   * The guard for a worker's script, which begins with it.
   *
   * @param contextPath the application's context path; empty for one at the root
   */
  public static String workerGuard(Enforcement enforcement, String contextPath) {
    return Guard.worker(enforcement, contextPath, Optional.empty());
  }

  /**
   * The same for a service worker's, which gives a policy to the pages that it makes up.
   *
   * @param policy the Content-Security-Policy of such a page; empty where it needs none
   */
  public static String serviceWorkerGuard(
      Enforcement enforcement, String contextPath, String policy) {
    return Guard.worker(enforcement, contextPath, Optional.of(policy));
  }

  /**
   * The first layer, where there is something to ask and the page is none on which it waits: which
   * of two answers shall hold, where there are two. Otherwise nothing.
   */
  public static void banner(Appendable out, View view) throws IOException {
    bannerWithoutForms(out, view);
    bannerForms(out, view);
  }

  /** The same, but for the forms that its buttons send. */
  public static void bannerWithoutForms(Appendable out, View view) throws IOException {
    if (!view.enforcement().asks() || view.waits()) {
      return;
    }
    if (view.hasConflict()) {
      new ConflictChoice(markup(out, view), view).banner();
    } else {
      new Banner(markup(out, view), view).render();
    }
  }

  /** The forms that the first layer's buttons send, where it is such a one. */
  public static void bannerForms(Appendable out, View view) throws IOException {
    if (view.enforcement().asks() && !view.waits() && !view.hasConflict()) {
      new Banner(markup(out, view), view).forms();
    }
  }

  /** The second layer as a dialog, closed until the script opens it. */
  public static void dialog(Appendable out, View view) throws IOException {
    SettingsPage.dialog(markup(out, view), view);
  }

  /**
   * Tells the script that something was left out of the page for want of an answer, where it asks
   * only then.
   */
  public static void needed(Appendable out, View view) throws IOException {
    if (view.asksLate()) {
      out.append("<span hidden data-consent-needed></span>");
    }
  }

  /** The second layer as a page of its own, whole, without script. */
  public static void settingsPage(Appendable out, View view) throws IOException {
    SettingsPage.page(markup(out, view), view);
  }

  /** The third parties of the site as a page of its own, whole, without script. */
  public static void thirdPartiesPage(Appendable out, View view) throws IOException {
    ThirdParties.page(markup(out, view), view);
  }

  /** The third parties of the site, one block each, for the policy page. */
  public static void thirdParties(Appendable out, View view) throws IOException {
    ThirdParties.part(markup(out, view), view);
  }

  /** The technologies that the site uses, and which of its services do, for the policy page. */
  public static void technologies(Appendable out, View view) throws IOException {
    new Technologies(markup(out, view), view).render();
  }

  /**
   * A form that leads to the same page in another language. It stores nothing: what the language
   * does to the page is the site's to say.
   *
   * @param parameter the parameter of the page's address that names the language
   */
  public static void languageChooser(Appendable out, View view, String parameter)
      throws IOException {
    LanguageChooser.part(markup(out, view), view, parameter);
  }

  /**
   * A page in place of a link that counts its clicks, whole, without script.
   *
   * @param address where the link leads, within another site; empty where only counting would tell
   * @param host the other site's host
   */
  public static void departure(Appendable out, View view, String address, String host)
      throws IOException {
    Departure.page(markup(out, view), view, address, host);
  }

  /**
   * A page in place of a redirect, whole, without script.
   *
   * @param address where the site wanted to lead the visitor
   * @param host its host
   * @param service whose it is
   * @param back where the visitor came from, within the site
   */
  public static void withheldRedirect(
      Appendable out, View view, String address, String host, Service service, String back)
      throws IOException {
    Departure.withheld(markup(out, view), view, address, host, service, back);
  }

  /** The page that asks whether an answer goes along to another site, whole, without script. */
  public static void handOver(Appendable out, View view, HandOverOffer offer) throws IOException {
    HandOverPage.render(markup(out, view), view, offer);
  }

  /**
   * The start of a link to another site by way of that page, for a caller that writes its content
   * and {@code </a>}; of a plain link where the site is no partner.
   *
   * @param view what it is rendered for; empty where no filter has seen the request
   * @param address where it leads; left out where it is neither relative, http nor https
   */
  public static void handOverLinkStart(Appendable out, Optional<View> view, String address)
      throws IOException {
    boolean offered =
        view.isPresent()
            && WebUrl.parse(address, null)
                .flatMap(view.get().enforcement().enforcer().handOver()::partner)
                .isPresent();
    Markup markup = plain(out).raw("<a");
    if (offered) {
      markup.attribute("href", Head.handOver(markup(out, view.get()), view.get(), address));
    } else if (Markup.isForTheWeb(address)) {
      markup.attribute("href", address);
    }
    markup.raw(">");
  }

  /** The permanent link to the settings, in our own words. */
  public static void settingsLink(Appendable out, View view) throws IOException {
    Markup markup = markup(out, view).raw("<a class=\"cookieward-link\"").language();
    Head.settingsLink(markup, view).raw(">").say("settings.link").raw("</a>");
  }

  /** The start of the permanent link, for a caller that writes its content and {@code </a>}. */
  public static void settingsLinkStart(Appendable out, View view) throws IOException {
    Head.settingsLink(markup(out, view).raw("<a class=\"cookieward-link\""), view).raw(">");
  }

  /** The cookies of the site's declared services, as a table for the policy page. */
  public static void cookieTable(Appendable out, View view) throws IOException {
    new CookieTable(markup(out, view), view).render();
  }

  /** A script that may run. */
  public static void liveScript(Appendable out, Need need, Script script) throws IOException {
    Held.liveScript(plain(out), need, script);
  }

  /**
   * A script that may not run yet: markup that a browser keeps and does not look at.
   *
   * @param view what it is rendered for; empty where no filter has seen the request
   */
  public static void heldScript(Appendable out, Optional<View> view, Need need, Script script)
      throws IOException {
    Held.script(plain(out), view, need, script);
  }

  /** A frame that may load. */
  public static void liveEmbed(Appendable out, Need need, Embed embed) throws IOException {
    Held.liveEmbed(plain(out), need, embed);
  }

  /**
   * A placeholder for a frame that may not load yet.
   *
   * @param view what it is rendered for; empty where no filter has seen the request, and then there
   *     is a plain link and nothing to allow
   * @param locale the language where there is no view
   */
  public static void heldEmbed(
      Appendable out, Optional<View> view, Locale locale, Need need, Embed embed)
      throws IOException {
    Texts texts = view.map((View v) -> Texts.of(v)).orElseGet(() -> Texts.of(locale));
    Held.embed(new Markup(out, texts), view, need, embed);
  }

  private static Markup markup(Appendable out, View view) {
    return new Markup(out, Texts.of(view));
  }

  private static Markup plain(Appendable out) {
    return new Markup(out, Texts.of(Locale.ENGLISH));
  }
}
