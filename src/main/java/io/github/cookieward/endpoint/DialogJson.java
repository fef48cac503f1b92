package io.github.cookieward.endpoint;

import io.github.cookieward.catalogue.CookieRule;
import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.enforcement.CategorySettings;
import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.enforcement.Settings;
import io.github.cookieward.page.Languages;
import io.github.cookieward.page.View;
import io.github.cookieward.page.Wording;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** All that a client needs to ask its visitor itself: texts, categories and services. */
final class DialogJson {
  private final View view;
  private final Enforcement enforcement;
  private final Settings settings;
  private final Wording words;

  DialogJson(View view) {
    this.view = view;
    enforcement = view.enforcement();
    settings = enforcement.settings();
    words = new Wording(view);
  }

  String language() {
    return words.language();
  }

  /** Everything, with the state. */
  Map<String, Object> dialog(Map<String, Object> state) {
    Map<String, Object> dialog = new LinkedHashMap<>();
    dialog.put("language", words.language());
    dialog.put("direction", words.direction());
    dialog.put("languages", Languages.ownNames(settings));
    dialog.put("site", settings.siteName());
    dialog.put("cookiePolicy", view.link(settings.policy()));
    dialog.put("privacyPolicy", view.link(settings.privacy()));
    dialog.put("lifetimeDays", settings.lifetime().toDays());
    dialog.put("state", state);
    dialog.put("texts", words.texts());
    dialog.put("categories", categories());
    dialog.put("services", services());
    return dialog;
  }

  private List<Object> categories() {
    List<Object> all = new ArrayList<>();
    all.add(category(CategorySettings.of(Category.ESSENTIAL)));
    settings.categories().forEach(offered -> all.add(category(offered)));
    return all;
  }

  private Map<String, Object> category(CategorySettings offered) {
    Category category = offered.category();
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("id", category.id());
    object.put("name", words.name(offered));
    object.put("purpose", words.purpose(offered));
    object.put("brief", words.brief(offered));
    object.put("required", category.equals(Category.ESSENTIAL));
    object.put("choice", enforcement.state(category));
    return object;
  }

  /** The services that the site declares. */
  List<Object> services() {
    List<Object> all = new ArrayList<>();
    for (Service service : settings.catalogue().declared()) {
      Map<String, Object> object = new LinkedHashMap<>();
      object.put("id", service.id());
      object.put("name", words.name(service));
      object.put("category", service.category().id());
      object.put("thirdParty", service.thirdParty());
      object.put("purpose", words.purpose(service));
      object.put("controller", service.controller());
      object.put("privacyPolicy", view.link(service.privacy()));
      object.put("retention", service.retention());
      object.put("retentionText", words.retention(service.retention()));
      object.put("cookies", service.cookies().stream().map(this::cookie).toList());
      object.put("choice", enforcement.state(service));
      all.add(object);
    }
    return all;
  }

  private Map<String, Object> cookie(CookieRule cookie) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("name", cookie.text());
    object.put("match", cookie.kind().name().toLowerCase(Locale.ROOT));
    object.put("purpose", cookie.purpose());
    object.put("retention", cookie.retention());
    object.put("retentionText", words.retention(cookie.retention()));
    return object;
  }
}
