package io.github.cookieward.enforcement;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.html.Edit;
import io.github.cookieward.html.StartTag;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is held back of one element, and what must be granted before it goes live. The attributes
 * are renamed, so that the page's script can put them back: {@code src} is {@code data-consent-src}
 * and {@code data-consent-held} names it.
 */
final class Holding {
  static final String HELD = "data-consent-held";

  private static final String PREFIX = "data-consent-";

  private final Enforcement enforcement;

  /** Each attribute, with the value that stands in its place, or empty where none does. */
  private final Map<String, Optional<String>> attributes = new LinkedHashMap<>(0);

  private final Set<String> categories = new LinkedHashSet<>(0);
  private final Set<String> globals = new LinkedHashSet<>(0);
  private @Nullable Decision first;
  private @Nullable Service service;

  Holding(Enforcement enforcement) {
    this.enforcement = enforcement;
  }

  boolean isEmpty() {
    return attributes.isEmpty() && categories.isEmpty() && service == null;
  }

  boolean holds(String attribute) {
    return attributes.containsKey(attribute);
  }

  /** Whether an attribute is held back and nothing stands in its place. */
  boolean hides(String attribute) {
    Optional<String> instead = attributes.get(attribute);
    return instead != null && instead.isEmpty();
  }

  /** The first ground; empty where nothing is held, or only as doubtful. */
  Optional<Decision> decision() {
    return Optional.ofNullable(first);
  }

  /** Holds an attribute back. */
  void add(String attribute, Decision decision) {
    attributes.put(attribute, Optional.empty());
    needs(decision);
  }

  /** Holds an attribute back as what is within it is. */
  void add(String attribute, Holding within) {
    attributes.put(attribute, Optional.empty());
    needs(within);
  }

  /** Holds an attribute back on grounds that have been told. */
  void add(String attribute) {
    attributes.put(attribute, Optional.empty());
  }

  /** Puts another value in an attribute's place. */
  void replace(String attribute, String value) {
    attributes.put(attribute, Optional.of(value));
  }

  /** Also needs what a decision does. */
  void needs(Decision decision) {
    if (first == null) {
      first = decision;
    }
    decision.service().map(enforcement::standIns).ifPresent(globals::add);
    Optional<Service> grantable =
        decision.service().filter(s -> decision.reason() != Reason.NOT_DECLARED);
    grantable.ifPresentOrElse(this::needs, () -> categories.add("unknown"));
  }

  /** Also needs what another does. */
  void needs(Holding other) {
    if (first == null) {
      first = other.first;
    }
    if (other.service != null) {
      needs(other.service);
    }
    categories.addAll(other.categories);
    globals.addAll(other.globals);
  }

  /** Needs a category besides. */
  void needs(Category category) {
    categories.add(category.id());
  }

  /** Nobody can say what it needs: all that the site offers. */
  void needsAll() {
    enforcement.settings().categories().forEach(offered -> needs(offered.category()));
  }

  private void needs(Service other) {
    boolean catalogued = enforcement.settings().catalogue().service(other.id()).isPresent();
    if (service == null && catalogued) {
      service = other;
      categories.addAll(enforcement.categoryIds(Optional.empty(), Optional.of(other.id())));
    } else if (!other.equals(service)) {
      // Markup names one service; what another one needs is said by its categories.
      categories.add(other.category().id());
      if (enforcement.asksForThirdParties(other)) {
        categories.add(Category.THIRD_PARTY.id());
      }
    }
  }

  /** The element as it may leave. */
  Edit edit(StartTag tag) {
    Edit edit = Edit.keep();
    for (Map.Entry<String, Optional<String>> attribute : attributes.entrySet()) {
      String name = attribute.getKey();
      String held = PREFIX + name.replace(':', '-');
      if (attribute.getValue().isEmpty()) {
        edit = tag.has(held) ? edit.remove(held) : edit;
        edit = edit.rename(name, held);
      } else {
        Optional<String> before = tag.attribute(name);
        edit = before.isPresent() ? edit.set(held, before.get()) : edit.remove(held);
        edit = edit.set(name, attribute.getValue().get());
      }
    }
    edit = needs(edit.set(HELD, String.join(" ", attributes.keySet())));
    String called = String.join(" ", globals).strip();
    return called.isEmpty() || !tag.name().equals("script")
        ? edit
        : edit.set("data-consent-globals", called);
  }

  private Edit needs(Edit edit) {
    Edit named = service == null ? edit : edit.set("data-consent-service", service.id());
    return categories.isEmpty()
        ? named
        : named.set("data-consent-category", String.join(" ", categories));
  }
}
