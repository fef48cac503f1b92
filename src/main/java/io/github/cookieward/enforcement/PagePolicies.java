package io.github.cookieward.enforcement;

import io.github.cookieward.catalogue.Service;
import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Choice;
import io.github.cookieward.csp.ContentSecurityPolicy;
import io.github.cookieward.csp.Directive;
import io.github.cookieward.csp.SourceExpression;
import io.github.cookieward.http.WebUrl;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The fields that go with a page of HTML: a Content-Security-Policy of ours beside the
 * application's, and opt-outs from advertising by the browser. One an application; safe to share.
 */
final class PagePolicies {
  /** The longest policy: containers have room for some 8 KB of fields in all. */
  static final int MAX_LENGTH = 4_096;

  private static final Logger LOG = System.getLogger("io.github.cookieward");

  /**
   * What no policy of ours restricts: what stays within the browser, and inline code, about which
   * the application's own policy has the word.
   */
  private static final List<String> ALWAYS =
      List.of("'self'", "data:", "blob:", "'unsafe-inline'", "'unsafe-eval'");

  /** Forms that send nothing to any host: old pages run scripts so, and write mails. */
  private static final List<String> FORMS = List.of("'self'", "javascript:", "mailto:");

  /** Features by which browsers take part in advertising, as far as they know them still. */
  private static final List<String> ADVERTISING_FEATURES =
      List.of("browsing-topics", "interest-cohort");

  private static final String PERMISSIONS = "Permissions-Policy";

  private final Settings settings;
  private final Inventory inventory;
  private final Map<String, List<HostSources>> sources = new LinkedHashMap<>();
  private final AtomicBoolean toldOfLength = new AtomicBoolean();

  PagePolicies(Settings settings, Inventory inventory) {
    this.settings = settings;
    this.inventory = inventory;
    for (Service service : settings.catalogue().services()) {
      sources.put(
          service.id(),
          service.addresses().stream().map(HostSources::of).flatMap(Optional::stream).toList());
    }
    for (Service service : settings.catalogue().declared()) {
      for (String address : service.addresses()) {
        if (!address.startsWith("/") && HostSources.of(address).isEmpty()) {
          LOG.log(
              Level.WARNING,
              "Service \"{0}\": no Content-Security-Policy can name the address \"{1}\", so strict"
                  + " pages cannot fetch from it; give a host name or an IPv4 address",
              service.id(),
              Reports.printable(address));
        }
      }
    }
  }

  /** The fields, by name. */
  Map<String, String> fields(
      Enforcement enforcement,
      Place place,
      Function<String, ? extends Collection<String>> ofApplication) {
    if (!settings.pages().sendsPolicy()) {
      return Map.of();
    }
    boolean shared = settings.pages().caching() == PageSettings.Caching.SHARED;
    boolean strict = settings.pages().protection() == PageSettings.Protection.STRICT;
    boolean enforces = settings.mode() == Settings.Mode.ENFORCE;
    boolean asks = inventory.asks();
    Map<String, String> fields = new LinkedHashMap<>();
    if (strict && enforces) {
      fields.put(ContentSecurityPolicy.FIELD, policy(enforcement, place, shared, asks));
    } else if (asks) {
      fields.put(
          ContentSecurityPolicy.REPORT_ONLY_FIELD,
          policy(enforcement, place, shared || !strict, true));
    }
    if (enforces && (shared || !enforcement.covers(Category.ADVERTISING))) {
      String optOuts = optOuts(ofApplication.apply(PERMISSIONS));
      if (!optOuts.isEmpty()) {
        fields.put(PERMISSIONS, optOuts);
      }
    }
    return fields;
  }

  /** The policy of a page that reaches no server, and that nothing else guards; or empty. */
  String ofMadePages(Enforcement enforcement, Place place) {
    boolean strict = settings.pages().protection() == PageSettings.Protection.STRICT;
    return settings.pages().sendsPolicy()
            && settings.mode() == Settings.Mode.ENFORCE
            && (strict || !enforcement.grantsAllThatIsKnown())
        ? policy(enforcement, place, false, inventory.asks())
        : "";
  }

  /** The policy of a page; of one that all visitors get, with all that any of them may grant. */
  private String policy(Enforcement enforcement, Place place, boolean all, boolean reports) {
    List<String> ending = new ArrayList<>();
    if (reports) {
      String path = place.contextPath() + settings.endpoint() + "/reports";
      ending.add(path.replace(";", "%3B").replace(",", "%2C"));
    }
    Set<String> fetches = new LinkedHashSet<>(ALWAYS);
    webSocketOf(place.page()).ifPresent(fetches::add);
    Set<String> forms = new LinkedHashSet<>(FORMS);
    List<HostSources> hosts =
        HostSources.distinct(
            services(enforcement, all)
                .flatMap(service -> sources.getOrDefault(service.id(), List.of()).stream())
                .toList());
    int room = MAX_LENGTH - 512; // the rest of it is shorter
    boolean sockets = hosts.stream().mapToInt(host -> lengthOf(host, true)).sum() <= room;
    for (HostSources host : hosts) {
      int own = lengthOf(host, sockets);
      if (own > room) {
        tell(host);
        continue; // a shorter one may still fit; a wider one is never written in its place
      }
      room -= own;
      fetches.addAll(host.http());
      forms.addAll(host.http());
      if (sockets) {
        fetches.addAll(host.webSockets());
      }
    }
    ContentSecurityPolicy policy =
        ContentSecurityPolicy.NONE
            .with(new Directive("default-src", List.copyOf(fetches)))
            .with(new Directive("form-action", List.copyOf(forms)));
    return (ending.isEmpty() ? policy : policy.with(new Directive("report-uri", ending)))
        .toString();
  }

  private static int lengthOf(HostSources host, boolean sockets) {
    return 2 * lengthOf(host.http()) + (sockets ? lengthOf(host.webSockets()) : 0);
  }

  private static int lengthOf(List<String> expressions) {
    return expressions.stream().mapToInt(expression -> expression.length() + 1).sum();
  }

  private void tell(HostSources host) {
    if (toldOfLength.compareAndSet(false, true)) {
      LOG.log(
          Level.WARNING,
          "The Content-Security-Policy of pages would be longer than {0}: \"{1}\" and what"
              + " else does not fit are left out and stay withheld; declare hosts by their common domain,"
              + " essential services first",
          Integer.toString(MAX_LENGTH),
          host.host());
    }
  }

  /** Essential ones first: where not all fit, those do. */
  private Stream<Service> services(Enforcement enforcement, boolean all) {
    List<Service> declared = settings.catalogue().declared();
    Stream<Service> granted =
        declared.stream()
            .filter(service -> !isEssential(service))
            .filter(service -> all || enforcement.covers(service));
    Stream<Service> chosen =
        enforcement.consent().services().entrySet().stream()
            .filter(entry -> !all && entry.getValue() == Choice.GRANTED)
            .flatMap(entry -> settings.catalogue().service(entry.getKey()).stream())
            .filter(service -> !declared.contains(service) && enforcement.covers(service))
            .sorted(java.util.Comparator.comparing(Service::id));
    return Stream.of(
            settings.catalogue().services().stream().filter(PagePolicies::isEssential),
            granted,
            chosen)
        .flatMap(services -> services);
  }

  private static boolean isEssential(Service service) {
    return service.category().equals(Category.ESSENTIAL);
  }

  /** Not every browser takes {@code 'self'} for the site's own web sockets as well. */
  private static Optional<String> webSocketOf(WebUrl page) {
    boolean usual = page.port() < 0 || page.port() == (page.scheme().equals("https") ? 443 : 80);
    String source = "ws://" + page.host() + (usual ? "" : ":" + page.port());
    return SourceExpression.parse(source)
        .filter(s -> s.kind() == SourceExpression.Kind.HOST && !source.contains("*"))
        .map(SourceExpression::text);
  }

  /**
   * What the application has not spoken about. The lines of this field are one list, in which the
   * last word about a feature would count.
   */
  private static String optOuts(Collection<String> ofApplication) {
    List<String> missing = new ArrayList<>(ADVERTISING_FEATURES);
    for (String line : ofApplication) {
      for (String member : FieldParts.members(line).orElse(List.of(line))) {
        String key = member.split("=", 2)[0].strip().toLowerCase(Locale.ROOT);
        missing.remove(key);
      }
    }
    return String.join(", ", missing.stream().map(feature -> feature + "=()").toList());
  }
}
