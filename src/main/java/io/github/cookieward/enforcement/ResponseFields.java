package io.github.cookieward.enforcement;

import io.github.cookieward.catalogue.Classification;
import io.github.cookieward.catalogue.Destination;
import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Consent;
import io.github.cookieward.consent.Signals;
import io.github.cookieward.enforcement.Decision.Kind;
import io.github.cookieward.http.WebUrl;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What becomes of a field by which a browser is made to fetch, to report or to tell more: it leaves
 * as it came, or without the parts that the visitor has not agreed to. What cannot be read does not
 * leave. Each way is one pass over a bounded text. For one field and one thread.
 */
final class ResponseFields {
  /** No browser reads a longer field. */
  static final int MAX_LENGTH = 64 * 1024;

  private static final Service ERROR_LOGGING =
      Service.builder("network-error-logging", Category.ANALYTICS)
          .name("Network Error Logging")
          .build();
  private static final Service BROWSER_ADS =
      Service.builder("browser-advertising", Category.ADVERTISING)
          .name("advertising by the browser")
          .build();
  private static final Service CLIENT_HINTS =
      Service.builder("client-hints", Category.ANALYTICS).name("client hints").build();

  /** Hints that a browser sends to everybody in any case. */
  private static final Set<String> LOW_ENTROPY =
      Set.of("sec-ch-ua", "sec-ch-ua-mobile", "sec-ch-ua-platform", "save-data");

  /** Takes the place of what was asked for, so that a browser forgets what it had agreed to. */
  private static final String NO_HINTS = "Sec-CH-UA";

  private static final String NO_ERROR_LOGGING = "{\"max_age\":0}";

  private static final String NO_ALTERNATIVES = "clear";

  private static final Pattern REFRESH =
      Pattern.compile(
          "([\\t\\n\\f\\r ]*+[0-9.]++(?:[\\t\\n\\f\\r ]*+[;,][\\t\\n\\f\\r ]*+|[\\t\\n\\f\\r ]++)"
              + "(?:[uU][rR][lL][\\t\\n\\f\\r ]*+=[\\t\\n\\f\\r ]*+)?+)(.*+)",
          Pattern.DOTALL);
  private static final Pattern RELOAD = Pattern.compile("\\s*+[0-9.]++\\s*+[;,]?+\\s*+");
  private static final Pattern GROUP = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

  /** More addresses than that in one field are not looked at, and do not pass. */
  static final int MAX_ADDRESSES = 500;

  private final Enforcement enforcement;

  /** Who decides: for pages that everybody gets, a visitor without consent. */
  private final Enforcement judge;

  private final Place place;
  private int judged;

  /** Whether something passes that the visitor has agreed to. */
  private boolean granted;

  ResponseFields(Enforcement enforcement, Enforcement judge, Place place) {
    this.enforcement = enforcement;
    this.judge = judge;
    this.place = place;
  }

  /** The field as it may leave. */
  JudgedField pass(GuardedField field, String value) {
    Optional<String> leaving = leaving(field, value);
    return new JudgedField(leaving, granted && judge.enforces());
  }

  private Optional<String> leaving(GuardedField field, String value) {
    if (value.length() > MAX_LENGTH) {
      return unreadable(field, value);
    }
    return switch (field) {
      case LINK -> links(field, value);
      case REFRESH -> refresh(field, value);
      case LOCATION -> Optional.of(redirects(enforcement).follow(value));
      case ETAG -> etag(value);
      case ALT_SVC ->
          members(field, value, this::isServedBy).or(() -> Optional.of(NO_ALTERNATIVES));
      case NEL -> Optional.of(errorLogging(value));
      case REPORT_TO -> reportTo(field, value);
      case REPORTING_ENDPOINTS -> members(field, value, member -> reports(member));
      case SPECULATION_RULES -> members(field, value, member -> speculates(member));
      case EXPECT_CT -> members(field, value, member -> reports(member));
      case POLICY -> Optional.of(policy(value));
      case ACCEPT_CH -> Optional.of(hints(value).orElse(NO_HINTS));
      case CRITICAL_CH -> hints(value);
      case ADVERTISING -> Optional.of(value).filter(v -> noted(BROWSER_ADS, "Ads").allows());
    };
  }

  private Optional<String> unreadable(GuardedField field, String value) {
    String name = field.name().toLowerCase(Locale.ROOT).replace('_', '-');
    Decision decision =
        enforcement.noted(
            judge.decision(Reason.UNREADABLE, Kind.FIELD, name, Optional.empty()), true);
    return Optional.of(value).filter(v -> decision.allows());
  }

  private String errorLogging(String value) {
    return value.equals(NO_ERROR_LOGGING) || noted(ERROR_LOGGING, "NEL").allows()
        ? value
        : NO_ERROR_LOGGING;
  }

  /** Decides by a category, for what names no address. */
  private Decision noted(Service service, String subject) {
    Decision decision = noted(enforcement, judge, service, subject);
    granted |= decision.isOfGrant();
    return decision;
  }

  private static Decision noted(
      Enforcement enforcement, Enforcement judge, Service service, String subject) {
    return enforcement.noted(
        judge.decision(
            judge.standing().reason(service),
            Kind.FIELD,
            subject,
            Optional.of(Classification.of(service))),
        true);
  }

  /**
   * Whether all of some addresses may be fetched.
   *
   * @param reporting whether they are where a browser reports to by itself: then nobody's word is
   *     needed that they collect, and what nobody knows does not pass
   */
  private boolean passes(List<String> addresses, Destination destination, boolean reporting) {
    boolean all = true;
    boolean any = false;
    for (String text : new LinkedHashSet<>(addresses)) {
      if (++judged > MAX_ADDRESSES) {
        return false;
      }
      Optional<WebUrl> url = WebUrl.parse(text, place.page());
      if (url.isPresent()) {
        Decision decision = judge.decide(url.get(), destination, place);
        if (reporting && decision.reason() == Reason.UNKNOWN_PASSES) {
          decision =
              judge.decision(
                  Reason.NOT_IN_CATALOGUE, Kind.ADDRESS, decision.subject(), Optional.empty());
        }
        enforcement.noted(decision, true);
        enforcement.seen(decision, destination, place);
        all &= decision.allows();
        any |= decision.isOfGrant();
      } else {
        all &= text.indexOf("//") < 0 && text.indexOf('\\') < 0;
      }
    }
    granted |= all && any;
    return all;
  }

  /** A file of rules is not read: what it names waits until nothing is withheld. */
  private boolean speculates(String part) {
    boolean before = granted;
    boolean passes =
        passes(FieldParts.quoted(part), Destination.PREFETCH, false)
            && !judge.standing().withholdsTheDoubtful();
    granted = before || passes;
    return passes;
  }

  private boolean reports(String part) {
    return passes(FieldParts.quoted(part), Destination.PING, true);
  }

  /** Leaves out the members of a list that may not pass; the others leave as they are. */
  private Optional<String> members(GuardedField field, String value, Predicate<String> may) {
    Optional<List<String>> members = FieldParts.members(value);
    return members.isEmpty() ? unreadable(field, value) : kept(value, members.get(), may);
  }

  private static Optional<String> kept(String value, List<String> parts, Predicate<String> may) {
    List<String> kept = new ArrayList<>(parts.size());
    for (String part : parts) {
      if (may.test(part)) {
        kept.add(part);
      }
    }
    if (kept.size() == parts.size()) {
      return Optional.of(value);
    }
    String rest = String.join(",", kept).strip();
    return rest.isEmpty() ? Optional.empty() : Optional.of(rest);
  }

  // Link: RFC 8288, 3

  private Optional<String> links(GuardedField field, String value) {
    Optional<List<String>> links = FieldParts.links(value);
    return links.isEmpty() ? unreadable(field, value) : kept(value, links.get(), this::linkMay);
  }

  private boolean linkMay(String link) {
    Optional<List<String>> parts = FieldParts.parameters(link);
    if (parts.isEmpty()) {
      return false;
    }
    Set<String> relations = new HashSet<>();
    List<String> addresses = new ArrayList<>();
    String as = "";
    for (String parameter : parts.get().subList(1, parts.get().size())) {
      int equals = parameter.indexOf('=');
      String name = parameter.substring(0, Math.max(0, equals)).strip().toLowerCase(Locale.ROOT);
      String argument = unquoted(parameter.substring(equals + 1).strip());
      switch (name) {
        case "rel" ->
            relations.addAll(List.of(argument.toLowerCase(Locale.ROOT).strip().split("\\s+")));
        case "as" -> as = argument.toLowerCase(Locale.ROOT);
        case "imagesrcset" -> addresses.addAll(candidates(argument));
        default -> {}
      }
    }
    Optional<Destination> destination = destination(relations, as);
    if (destination.isEmpty()) {
      return true; // says something about the page, and fetches nothing
    }
    // A reader that knows other quotes might find another target, so each one counts.
    int open = link.indexOf('<');
    while (open >= 0) {
      int close = link.indexOf('>', open);
      close = close < 0 ? link.length() : close;
      addresses.add(link.substring(open + 1, close));
      open = link.indexOf('<', close);
    }
    return passes(addresses, destination.get(), false);
  }

  private static String unquoted(String argument) {
    if (argument.startsWith("\"")) {
      List<String> quoted = FieldParts.quoted(argument);
      return quoted.isEmpty() ? "" : quoted.get(0);
    }
    return argument;
  }

  /** The addresses of a set of images, with some harmless words such as {@code 2x}. */
  private static List<String> candidates(String set) {
    List<String> candidates = new ArrayList<>();
    for (String word : set.strip().split("\\s+")) {
      candidates.add(word.endsWith(",") ? word.substring(0, word.length() - 1) : word);
      if (word.contains(",")) {
        candidates.addAll(List.of(word.split(",")));
      }
    }
    return candidates;
  }

  /** What a link with these relations is fetched as; empty where it is not fetched. */
  private static Optional<Destination> destination(Set<String> relations, String as) {
    if (relations.contains("stylesheet")) {
      return Optional.of(Destination.STYLE);
    }
    if (relations.contains("modulepreload")) {
      return Optional.of(Destination.SCRIPT);
    }
    if (relations.contains("preload")) {
      return Optional.of(
          switch (as) {
            case "script", "worker", "sharedworker" -> Destination.SCRIPT;
            case "style" -> Destination.STYLE;
            case "image" -> Destination.IMAGE;
            case "font" -> Destination.FONT;
            case "audio", "video", "track" -> Destination.MEDIA;
            case "document", "iframe", "frame" -> Destination.FRAME;
            case "object", "embed" -> Destination.OBJECT;
            case "fetch" -> Destination.CONNECT;
            default -> Destination.OTHER;
          });
    }
    for (String ahead :
        new String[] {"preconnect", "dns-prefetch", "prefetch", "prerender", "next"}) {
      if (relations.contains(ahead)) {
        return Optional.of(Destination.PREFETCH);
      }
    }
    for (String relation : relations) {
      if (relation.contains("icon")
          || relation.equals("manifest")
          || relation.equals("compression-dictionary")
          || relation.equals("speculationrules")
          || relation.equals("serviceworker")
          || relation.equals("import")) {
        return Optional.of(Destination.OTHER);
      }
    }
    return Optional.empty();
  }

  // Refresh: HTML, shared declarative refresh steps

  private Optional<String> refresh(GuardedField field, String value) {
    Matcher matcher = REFRESH.matcher(value);
    if (RELOAD.matcher(value).matches()) {
      return Optional.of(value);
    }
    if (!matcher.matches()) {
      return unreadable(field, value);
    }
    String text = matcher.group(2);
    if (text.startsWith("\"") || text.startsWith("'")) {
      int end = text.indexOf(text.charAt(0), 1);
      text = text.substring(1, end < 0 ? text.length() : end);
    }
    Optional<String> unwrapped = redirects(judge).unwrapped(text);
    String target = unwrapped.orElse(text);
    if (!passes(List.of(target), Destination.DOCUMENT, false) || !passesWithin(target)) {
      return Optional.empty();
    }
    return Optional.of(unwrapped.map(meant -> matcher.group(1) + meant).orElse(value));
  }

  /** Whether nothing is withheld of a document that lies in its address. */
  private boolean passesWithin(String address) {
    boolean passes = passesWithin(address, judge);
    Enforcement stranger = new Enforcement(judge.enforcer(), Consent.NONE, Signals.NONE);
    granted |= passes && !passesWithin(address, stranger);
    return passes;
  }

  private boolean passesWithin(String address, Enforcement by) {
    return !DocumentAddresses.scheme(address).equals("data")
        || new NestedDocuments(by, new DocumentAddresses(by, place), 0)
            .inAddress(address)
            .isEmpty();
  }

  private Redirects redirects(Enforcement by) {
    return new Redirects(
        by, place, name -> by.parameter(name).filter(decision -> !decision.allows()).isPresent());
  }

  /** What a browser gives back, and by which a path that collects would know a visitor again. */
  private Optional<String> etag(String value) {
    Optional<Decision> decision =
        enforcement.endpoint(AddressOwners.below(place.contextPath(), place.page().path()));
    granted |= decision.filter(Decision::isOfGrant).isPresent();
    return Optional.of(value).filter(tag -> decision.map(Decision::allows).orElse(true));
  }

  /** RFC 7838, 3: a browser would connect to another host for this very site. */
  private boolean isServedBy(String alternative) {
    List<String> quoted = FieldParts.quoted(alternative);
    return quoted.isEmpty()
        || quoted.get(0).startsWith(":")
        || passes(List.of("//" + quoted.get(0)), Destination.CONNECT, false);
  }

  // Reports

  /** Takes back, in the place of each group that is not granted, what a browser has kept. */
  private Optional<String> reportTo(GuardedField field, String value) {
    Optional<List<String>> objects = FieldParts.json(value);
    if (objects.isEmpty()) {
      return unreadable(field, value);
    }
    boolean changed = false;
    List<String> parts = new ArrayList<>();
    for (String object : objects.get()) {
      if (reports(object)) {
        parts.add(object);
      } else {
        changed = true;
        parts.add("{\"group\":\"" + group(object) + "\",\"max_age\":0,\"endpoints\":[]}");
      }
    }
    return Optional.of(changed ? String.join(",", parts).strip() : value);
  }

  private static String group(String object) {
    List<String> texts = FieldParts.quoted(object);
    int name = texts.indexOf("group") + 1;
    return name > 0 && name < texts.size() && GROUP.matcher(texts.get(name)).matches()
        ? texts.get(name)
        : "default";
  }

  /** The application's policy without the addresses that it reports to and may not. */
  private String policy(String value) {
    StringBuilder kept = new StringBuilder(value.length());
    boolean changed = false;
    int from = 0;
    while (from <= value.length()) {
      int to = from;
      while (to < value.length() && value.charAt(to) != ';' && value.charAt(to) != ',') {
        to++;
      }
      String directive = value.substring(from, to);
      String passing = reportUri(directive);
      changed |= !passing.equals(directive);
      kept.append(passing);
      if (to < value.length()) {
        kept.append(value.charAt(to));
      }
      from = to + 1;
    }
    return changed ? kept.toString() : value;
  }

  private String reportUri(String directive) {
    List<String> words = List.of(directive.strip().split("\\s+"));
    if (!words.get(0).equalsIgnoreCase("report-uri")) {
      return directive;
    }
    List<String> kept =
        words.stream()
            .skip(1)
            .filter(address -> passes(List.of(address), Destination.PING, true))
            .toList();
    if (kept.size() == words.size() - 1) {
      return directive;
    }
    return kept.isEmpty() ? "" : " " + words.get(0) + " " + String.join(" ", kept);
  }

  // Client hints

  private Optional<String> hints(String value) {
    return kept(
        value,
        List.of(value.split(",", -1)),
        hint -> {
          String name = name(hint);
          granted |= isGranted(name, judge) && !LOW_ENTROPY.contains(name);
          return isFree(name, judge) || noted(CLIENT_HINTS, "Accept-CH").allows();
        });
  }

  private static String name(String hint) {
    return hint.strip().toLowerCase(Locale.ROOT);
  }

  private static boolean isFree(String name, Enforcement judge) {
    return LOW_ENTROPY.contains(name) || isGranted(name, judge);
  }

  private static boolean isGranted(String name, Enforcement judge) {
    return judge.covers(Category.ANALYTICS)
        || judge.covers(Category.ADVERTISING)
        // how the visitor likes the page to look
        || name.startsWith("sec-ch-prefers-") && judge.covers(Category.PREFERENCE);
  }

  /** The same for a hint that a page's markup asks for. */
  static Optional<Decision> withheldHint(String hint, Enforcement judge) {
    return isFree(name(hint), judge)
        ? Optional.empty()
        : Optional.of(noted(judge, judge, CLIENT_HINTS, "Accept-CH"))
            .filter(decision -> !decision.allows());
  }
}
