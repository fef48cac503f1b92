package io.github.cookieward.enforcement;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cookieward.catalogue.CookieRule;
import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Choice;
import io.github.cookieward.enforcement.PageSettings.Protection;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * What the guard in the page goes by, as lines of text. A line is a group with {@code +} where it
 * is granted, {@code -} where it is denied and {@code ?} where neither; the lines after it are the
 * group's cookies, addresses and storage keys, as {@code c}, {@code a} or {@code k} and a name, in
 * which a last {@code *} makes a beginning; {@code ~} is a pattern as a regular expression. {@code
 * !} names a kind of which the unknown passes.
 *
 * <p>A declared service is a group of its own, {@code @} and its id. Services that are built in
 * make up groups by what has to be granted for them, such as {@code analytics third-party}; they
 * stand in tables that are the same for all visitors. One for an application; safe to share.
 */
public final class GuardRules {
  /** The group of what is never granted: the consent cookie itself. */
  private static final String NOBODY = "@";

  /**
   * A part of the rules that is the same for all visitors.
   *
   * @param text its lines
   * @param version a hash of them
   */
  public record Table(String text, String version) {}

  private final Settings settings;
  private final List<Service> behind;
  private final Table table;
  private final Table cookies;

  GuardRules(Settings settings) {
    this.settings = settings;
    List<Service> declared = settings.catalogue().declared();
    this.behind =
        settings.catalogue().services().stream().filter(s -> !declared.contains(s)).toList();
    StringBuilder always = new StringBuilder();
    StringBuilder later = new StringBuilder();
    groups()
        .forEach(
            (group, services) -> {
              Lines lines = new Lines("");
              services.forEach(lines::elsewhere);
              Lines names = new Lines("");
              services.forEach(names::cookies);
              boolean essential = group.equals(Category.ESSENTIAL.id());
              always.append('?').append(group).append('\n').append(lines);
              (essential ? always : later.append('?').append(group).append('\n')).append(names);
            });
    this.table = table(always);
    this.cookies = table(later);
  }

  /** The services that nobody declared, by what has to be granted for them. */
  private Map<String, List<Service>> groups() {
    Map<String, List<Service>> groups = new LinkedHashMap<>();
    for (Service service : behind) {
      groups.computeIfAbsent(group(service), g -> new ArrayList<>()).add(service);
    }
    return groups;
  }

  private String group(Service service) {
    boolean asks =
        service.thirdParty()
            && !service.category().equals(Category.ESSENTIAL)
            && settings.offers(Category.THIRD_PARTY);
    return service.category().id() + (asks ? " " + Category.THIRD_PARTY.id() : "");
  }

  private static Table table(StringBuilder lines) {
    String text = lines.toString();
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
      return new Table(text, HexFormat.of().formatHex(hash, 0, 8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Built-in addresses and storage keys, and the essential cookies: needed on every page. */
  public Table table() {
    return table;
  }

  /** The other built-in cookies: needed only once something is granted. */
  public Table cookies() {
    return cookies;
  }

  /** Whether {@link #cookies()} matter to a visitor: something that is built in is granted. */
  public boolean needsCookies(Enforcement enforcement) {
    return groups().values().stream()
        .map(services -> services.get(0))
        .anyMatch(s -> !s.category().equals(Category.ESSENTIAL) && enforcement.covers(s));
  }

  /**
   * What is particular to a visitor: what is granted, and the services that are declared or were
   * chosen one by one.
   *
   * @param contextPath the application's context path; empty for one at the root
   */
  public String of(Enforcement enforcement, String contextPath) {
    Lines lines = new Lines(contextPath);
    lines.line("?", NOBODY);
    lines.line("c", settings.cookieName());
    lines.line("c", "__Host-" + settings.cookieName());
    for (Service service : settings.catalogue().declared()) {
      lines.line(sign(enforcement.state(service)), "@" + service.id());
      lines.cookies(service);
      lines.elsewhere(service);
    }
    for (String id : new TreeSet<>(enforcement.consent().services().keySet())) {
      behind.stream()
          .filter(service -> service.id().equals(id))
          .forEach(
              service -> {
                lines.line(sign(enforcement.state(service)), "@" + id);
                lines.cookies(service);
                lines.elsewhere(service);
              });
    }
    groups()
        .forEach(
            (group, services) ->
                lines.line(sign(stateOfGroup(enforcement, services.get(0))), group));
    lines.line("!", "a"); // what is undeclared in a strict site the page's policy keeps back
    if (settings.unknownPasses()) {
      lines.line("!", "c");
    }
    if (settings.pages().protection() == Protection.STANDARD || settings.unknownPasses()) {
      lines.line("!", "k");
    }
    return lines.toString();
  }

  /** A group is judged by one of its services, but not by what was said of that one alone. */
  private Choice stateOfGroup(Enforcement enforcement, Service service) {
    return enforcement.state(
        Service.builder("any", service.category()).thirdParty(service.thirdParty()).build());
  }

  private static String sign(Choice choice) {
    return switch (choice) {
      case GRANTED -> "+";
      case DENIED -> "-";
      case UNDECIDED -> "?";
    };
  }

  /** Collects lines. For one thread. */
  private static final class Lines {
    private final StringBuilder text = new StringBuilder();
    private final String contextPath;

    Lines(String contextPath) {
      this.contextPath = contextPath;
    }

    void line(String kind, String name) {
      if (name.indexOf('\n') < 0 && name.indexOf('\r') < 0) {
        text.append(kind).append(name).append('\n');
      }
    }

    void cookies(Service service) {
      for (CookieRule rule : service.cookies()) {
        switch (rule.kind()) {
          case EXACT -> line("c", rule.text());
          case PREFIX -> line("c", rule.text() + "*");
          case PATTERN -> line("~", "^c" + expression(rule.text()) + "$");
        }
      }
    }

    void elsewhere(Service service) {
      for (String address : service.addresses()) {
        int slash = (address + "/").indexOf('/');
        String host =
            slash == 0 ? contextPath : address.substring(0, slash).toLowerCase(Locale.ROOT);
        line("a", withoutSlash(host + address.substring(slash)));
      }
      service.endpoints().forEach(path -> line("a", contextPath + withoutSlash(path)));
      service.storageKeys().forEach(key -> line("k", key));
    }

    private static String withoutSlash(String address) {
      return address.length() > 1 && address.endsWith("/")
          ? address.substring(0, address.length() - 1)
          : address;
    }

    private static String expression(String pattern) {
      StringBuilder expression = new StringBuilder();
      for (int i = 0; i < pattern.length(); i++) {
        char c = pattern.charAt(i);
        if (c == '*') {
          expression.append(".*");
        } else if (c == '?') {
          expression.append('.');
        } else {
          expression.append("\\^$.|+()[]{}/".indexOf(c) < 0 ? "" : "\\").append(c);
        }
      }
      return expression.toString();
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
