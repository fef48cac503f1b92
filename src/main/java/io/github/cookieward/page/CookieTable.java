package io.github.cookieward.page;

import io.github.cookieward.catalogue.CookieRule;
import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.CategorySettings;
import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.enforcement.Settings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The declared cookies and our own, for a policy page: a group of rows for each category. */
final class CookieTable {
  private static final List<String> COLUMNS =
      List.of(
          "table.cookie", "table.service", "table.purpose", "table.retention", "table.controller");

  private final Markup markup;
  private final Texts texts;
  private final Enforcement enforcement;
  private final Settings settings;

  CookieTable(Markup markup, View view) {
    this.markup = markup;
    this.texts = markup.texts();
    this.enforcement = view.enforcement();
    this.settings = enforcement.settings();
  }

  void render() throws IOException {
    markup
        .raw("<table class=\"cookieward cookieward-table\"")
        .language()
        .raw("><caption>")
        .say("table.caption")
        .raw("</caption><thead><tr>");
    for (String column : COLUMNS) {
      markup.raw("<th scope=\"col\">").say(column).raw("</th>");
    }
    markup.raw("</tr></thead>");
    group(Category.ESSENTIAL, texts.name(Category.ESSENTIAL));
    for (CategorySettings offered : settings.categories()) {
      group(offered.category(), texts.name(offered));
    }
    markup.raw("</table>");
  }

  private void group(Category category, String name) throws IOException {
    List<Service> services =
        settings.catalogue().declared().stream()
            .filter(s -> s.category().equals(category) && !s.cookies().isEmpty())
            .toList();
    boolean essential = category.equals(Category.ESSENTIAL);
    if (services.isEmpty() && !essential) {
      return;
    }
    markup
        .raw("<tbody><tr class=\"cookieward-group\"><th scope=\"rowgroup\" colspan=\"5\">")
        .text(name)
        .raw("</th></tr>");
    if (essential) {
      own();
    }
    for (Service service : services) {
      for (CookieRule cookie : service.cookies()) {
        row(service, cookie);
      }
    }
    markup.raw("</tbody>");
  }

  /** The cookies in which the answer itself is kept. */
  private void own() throws IOException {
    for (Map.Entry<String, Duration> cookie : enforcement.consentCookies().entrySet()) {
      name(cookie.getKey());
      cell(1, texts.get("settings.title"));
      cell(2, texts.get("table.consent"));
      cell(3, texts.duration(cookie.getValue()));
      cell(4, settings.siteName());
      markup.raw("</tr>");
    }
  }

  private void name(String name) throws IOException {
    markup.raw("<tr><th scope=\"row\"><code dir=\"ltr\">").text(name).raw("</code></th>");
  }

  private void row(Service service, CookieRule cookie) throws IOException {
    name(name(cookie));
    cell(1, texts.name(service));
    cell(2, cookie.purpose().isEmpty() ? texts.purpose(service) : cookie.purpose());
    cell(
        3,
        texts.retention(cookie.retention().isEmpty() ? service.retention() : cookie.retention()));
    cell(4, service.controller().isEmpty() ? settings.siteName() : service.controller());
    markup.raw("</tr>");
  }

  /** Each cell knows its column's name, which a narrow screen shows in the header row's place. */
  private void cell(int column, String text) throws IOException {
    markup
        .raw("<td")
        .attribute("data-label", texts.get(COLUMNS.get(column)))
        .raw(">")
        .text(text)
        .raw("</td>");
  }

  /** A rule's names as people read them: a star stands for what may follow. */
  static String name(CookieRule rule) {
    return rule.kind() == CookieRule.Kind.PREFIX ? rule.text() + "*" : rule.text();
  }
}
