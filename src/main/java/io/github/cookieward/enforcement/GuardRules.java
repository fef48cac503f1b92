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
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the guard in the page goes by, as lines of text. A line is a group with {@code +} where it
 * is granted, {@code -} where it is denied, {@code ?} where neither and {@code =} where another
 * line says which; the lines after it are regular expressions for the group's cookies, addresses
 * and storage keys, which begin with {@code c}, {@code a} or {@code k}. What the first brackets
 * match counts: the longest match has it.
 *
 * <p>A declared service is a group of its own, {@code service} and its id; it comes before any
 * other. Services that are built in make up groups by what has to be granted for them, such as
 * {@code category analytics third-party}; they stand in tables that are the same for all visitors,
 * and so do the declared ones where they are many. One for an application; safe to share.
 */
public final class GuardRules {
  /** The group of what is never granted: the consent cookie itself. */
  private static final String NOBODY = "service ";

  /** How many characters of rules may stand in each page. */
  private static final int INLINE = 1_400;

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

  /** Whether the rules of declared services stand in the page, and not in the table. */
  private final boolean inline;

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
              String head = "=" + group + "\n";
              boolean essential = group.equals("category " + Category.ESSENTIAL.id());
              always.append(head).append(elsewhere(services));
              (essential ? always : later.append(head)).append(cookies(services));
            });
    StringBuilder own = new StringBuilder();
    for (Service service : declared) {
      own.append("=service ").append(service.id()).append('\n').append(everywhere(service));
    }
    this.inline = own.length() <= INLINE;
    this.table = table(inline ? always : always.append(own));
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
    return "category " + service.category().id() + (asks ? " " + Category.THIRD_PARTY.id() : "");
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
    StringBuilder lines = new StringBuilder();
    String name = quoted(settings.cookieName());
    lines
        .append('?')
        .append(NOBODY)
        .append("\nc((?:__Host-)?")
        .append(name)
        .append("(?:-account|-at-[a-z0-9-]+)?$)\n");
    for (Service service : settings.catalogue().declared()) {
      own(lines, enforcement, service, contextPath, inline);
    }
    for (String id : new TreeSet<>(enforcement.consent().services().keySet())) {
      behind.stream()
          .filter(service -> service.id().equals(id))
          .forEach(service -> own(lines, enforcement, service, contextPath, true));
    }
    groups()
        .forEach(
            (group, services) ->
                lines
                    .append(sign(enforcement, stateOfGroup(enforcement, services.get(0))))
                    .append(group)
                    .append('\n'));
    // What is undeclared in a strict site the page's policy keeps back.
    boolean standard = settings.pages().protection() == Protection.STANDARD;
    boolean keys = standard || settings.unknownPasses();
    String passes = "a" + (keys ? "k" : "") + (settings.unknownPasses() ? "c" : "");
    String any = standard ? "any" : "category policy";
    return lines.append('+').append(any).append("\n[").append(passes).append("]()\n").toString();
  }

  private static void own(
      StringBuilder lines,
      Enforcement enforcement,
      Service service,
      String contextPath,
      boolean whole) {
    lines
        .append(sign(enforcement, enforcement.state(service)))
        .append("service ")
        .append(service.id())
        .append('\n')
        .append(whole ? everywhere(service) : "")
        .append(paths(service, contextPath));
  }

  private static String everywhere(Service service) {
    return cookies(List.of(service)) + elsewhere(List.of(service));
  }

  /** What is on the site itself. */
  private static String paths(Service service, String contextPath) {
    TreeSet<String> paths = new TreeSet<>(Comparator.reverseOrder());
    service.endpoints().forEach(path -> paths.add(endpoint(contextPath + path)));
    for (String address : service.addresses()) {
      if (address.startsWith("/")) {
        paths.add(beginning(contextPath + address));
      }
    }
    return line("a//[^/]*(", paths, ")");
  }

  /** A group is judged by one of its services, but not by what was said of that one alone. */
  private Choice stateOfGroup(Enforcement enforcement, Service service) {
    return enforcement.state(
        Service.builder("any", service.category()).thirdParty(service.thirdParty()).build());
  }

  /** Until the visitor has said which of two answers holds, nothing is removed. */
  private static String sign(Enforcement enforcement, Choice choice) {
    return switch (choice) {
      case GRANTED -> "+";
      case DENIED -> enforcement.conflict().isPresent() ? "?" : "-";
      case UNDECIDED -> "?";
    };
  }

  private static String cookies(List<Service> services) {
    TreeSet<String> names = new TreeSet<>(Comparator.reverseOrder());
    for (Service service : services) {
      for (CookieRule rule : service.cookies()) {
        names.add(
            switch (rule.kind()) {
              case EXACT -> quoted(rule.text()) + "$";
              case PREFIX -> quoted(rule.text());
              case PATTERN -> quoted(rule.text()).replace("\\*", ".*").replace("\\?", ".") + "$";
            });
      }
    }
    return line("c(?:__(?:Host-Http|Host|Http|Secure)-)?(", names, ")");
  }

  private static String elsewhere(List<Service> services) {
    TreeSet<String> keys = new TreeSet<>(Comparator.reverseOrder());
    TreeSet<String> hosts = new TreeSet<>(Comparator.reverseOrder());
    for (Service service : services) {
      for (String address : service.addresses()) {
        int slash = (address + "/").indexOf('/');
        if (slash > 0) {
          String host = address.substring(0, slash).toLowerCase(Locale.ROOT);
          hosts.add(beginning(host + address.substring(slash)));
        }
      }
      for (String key : service.storageKeys()) {
        keys.add(
            key.endsWith("*") ? quoted(key.substring(0, key.length() - 1)) : quoted(key) + "$");
      }
    }
    return line("a/*(?:[^/]*\\.)?(", hosts, ")") + line("k(", keys, ")");
  }

  /** One path, whether or not a slash ends it, or all that begin like it. */
  private static String endpoint(String path) {
    return path.endsWith("*") ? beginning(path) : quoted(path.replaceFirst("/$", "")) + "/?$";
  }

  /** An address and what lies below it, or all that begin like it. */
  private static String beginning(String address) {
    if (address.endsWith("*")) {
      return quoted(address.substring(0, address.length() - 1));
    }
    boolean slash = address.length() > 1 && address.endsWith("/");
    return quoted(slash ? address.substring(0, address.length() - 1) : address) + "(?![^/])";
  }

  private static String line(String start, Set<String> alternatives, String end) {
    return alternatives.isEmpty() ? "" : start + String.join("|", alternatives) + end + "\n";
  }

  /**
   * A text as a regular expression for it, in one line, that may stand in an attribute as it is.
   */
  private static String quoted(String text) {
    StringBuilder expression = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '&') {
        expression.append(String.format(Locale.ROOT, "\\x%02x", (int) c));
      } else {
        expression.append("\\^$.|?*+()[]{}".indexOf(c) < 0 ? "" : "\\").append(c);
      }
    }
    return expression.toString();
  }
}
