package io.github.cookieward.filter;

import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Choice;
import io.github.cookieward.enforcement.Decision;
import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.enforcement.ParameterSettings.Incoming;
import io.github.cookieward.enforcement.TrackingParameters;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The addresses and parameters of one request as the application sees them: without what a visitor
 * came by and has not agreed to. What the application says itself, in a query that it forwards to,
 * and what a visitor has typed into a form are not hidden. For one request.
 *
 * <p>Nothing is read here that the application has not asked for: the body stays where it is.
 */
final class VisibleQuery {
  /** Fields in which browsers, scripts and proxies say an address that the visitor came by. */
  static final Set<String> ADDRESS_FIELDS =
      caseless(
          "Referer",
          "HX-Current-URL",
          "X-Original-URL",
          "X-Original-URI",
          "X-Rewrite-URL",
          "X-Forwarded-Uri");

  /** Servlet 6.1's name, which a container of 6.0 does not know. */
  private static final String ERROR_QUERY_STRING = "jakarta.servlet.error.query_string";

  private static final Set<String> QUERIES =
      Set.of(
          RequestDispatcher.FORWARD_QUERY_STRING,
          RequestDispatcher.INCLUDE_QUERY_STRING,
          AsyncContext.ASYNC_QUERY_STRING,
          ERROR_QUERY_STRING);

  private static final Set<String> PATHS =
      Set.of(
          RequestDispatcher.FORWARD_REQUEST_URI,
          RequestDispatcher.INCLUDE_REQUEST_URI,
          AsyncContext.ASYNC_REQUEST_URI,
          RequestDispatcher.ERROR_REQUEST_URI);

  private final HttpServletRequest came;
  private final EnforcingResponse response;
  private final boolean fromBrowser;
  private final @Nullable String query;
  private volatile @Nullable Cleaned cleaned;
  private volatile @Nullable Map<String, List<String>> inQueries;
  private final HeldParameters held;
  private Map<String, List<String>> handedOver = Map.of();

  /** A query without what is withheld by one enforcement: after an answer there is another one. */
  private record Cleaned(Enforcement by, String query) {}

  /**
   * What is visible of a request.
   *
   * @param came the request below every wrapper of ours
   * @param fromBrowser whether it came from the browser, and was not dispatched to the filter
   * @param query the query that it came with; null where it had none
   */
  VisibleQuery(
      HttpServletRequest came,
      boolean fromBrowser,
      @Nullable String query,
      EnforcingResponse response,
      HeldParameters held) {
    this.came = came;
    this.fromBrowser = fromBrowser;
    this.query = query;
    this.response = response;
    this.held = held;
  }

  private static Set<String> caseless(String... names) {
    Set<String> set = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    set.addAll(List.of(names));
    return Collections.unmodifiableSet(set);
  }

  private boolean hides(String name) {
    return decision(name).isPresent();
  }

  /** Why a parameter is withheld; empty where it is not. */
  private Optional<Decision> decision(String name) {
    Enforcement enforcement = response.enforcement();
    return enforcement.settings().parameters().incoming() == Incoming.PASS
        ? Optional.empty()
        : enforcement.parameter(name).filter(decision -> !decision.allows());
  }

  /**
   * The address of a page without what is withheld, where that is another one.
   *
   * @return a path with a query where something is left of it
   */
  Optional<String> cleanAddress() {
    String uri = came.getRequestURI();
    String cleanPath = path(uri);
    String cleanQuery = queryString(query);
    return cleanPath.equals(uri) && Objects.equals(cleanQuery, query)
        ? Optional.empty()
        : Optional.of(cleanQuery == null ? cleanPath : cleanPath + "?" + cleanQuery);
  }

  /**
   * A query of the request, as it may be seen: without what is withheld, and none at all where
   * nothing else is left.
   */
  @Nullable String queryString(@Nullable String text) {
    if (text == null || (fromBrowser && !text.equals(query))) {
      return text; // the application's own words
    }
    Enforcement now = response.enforcement();
    Cleaned known = cleaned;
    if (known == null || known.by() != now || !text.equals(query)) {
      known = new Cleaned(now, TrackingParameters.strip(text, this::hides));
      if (text.equals(query)) {
        cleaned = known;
      }
    }
    return known.query().isEmpty() && !text.isEmpty() ? null : known.query();
  }

  /** A path of the request without the parameters in it that are withheld. */
  String path(String path) {
    return TrackingParameters.stripPath(path, this::hides);
  }

  /** An address in a field of the request. */
  String address(String field) {
    return TrackingParameters.stripAddress(field, this::hides);
  }

  /** An attribute in which a container says a query or a path of the request. */
  @Nullable String attribute(String name, String value) {
    if (QUERIES.contains(name)) {
      return queryString(value);
    }
    return PATHS.contains(name) ? path(value) : value;
  }

  /** Whether some of a parameter's values may have to be hidden. */
  boolean concerns(String name) {
    return !isClear() && hides(name);
  }

  /** Whether no parameter can be hidden, so that nothing has to be looked up. */
  private boolean isClear() {
    return fromBrowser && query == null;
  }

  /**
   * A parameter's values as they may be seen.
   *
   * @param values all of them: of queries that the application has forwarded to, and then of the
   *     visitor's query and of the form
   * @return the very same where nothing is hidden; null where nothing else is left
   */
  String @Nullable [] values(String name, String @Nullable [] values) {
    if (values == null || !concerns(name)) {
      return values;
    }
    int own = ownWords(name, values);
    if (!mayHaveForm()) {
      return part(values, own, values.length);
    }
    List<String> inQuery = queryValues(name);
    if (inQuery.isEmpty()) {
      return values;
    }
    // Tomcat puts the parts of a body first, if they are read first.
    List<String> cameWith = Arrays.asList(values).subList(own, values.length);
    int at = fromBrowser ? Collections.indexOfSubList(cameWith, inQuery) : -1;
    // Read in another encoding they cannot be told from the form's: in doubt all go.
    return at < 0
        ? part(values, own, values.length)
        : part(values, own + at, own + at + inQuery.size());
  }

  /** How many values come before those that the request came with. */
  private int ownWords(String name, String[] values) {
    String[] with = fromBrowser ? came.getParameterValues(name) : values;
    return with == null ? values.length : Math.max(0, values.length - with.length);
  }

  private boolean mayHaveForm() {
    String type = came.getContentType();
    String lower = type == null ? "" : type.stripLeading().toLowerCase(Locale.ROOT);
    return lower.startsWith("application/x-www-form-urlencoded")
        || lower.startsWith("multipart/form-data");
  }

  /** What all queries that the request may have come by say of a name. */
  private List<String> queryValues(String name) {
    Map<String, List<String>> known = inQueries;
    if (known == null) {
      Set<String> queries = new LinkedHashSet<>();
      if (query != null) {
        queries.add(query);
      }
      if (!fromBrowser) {
        for (String attribute : QUERIES) {
          if (came.getAttribute(attribute) instanceof String text) {
            queries.add(text);
          }
        }
      }
      known = TrackingParameters.find(String.join("&", queries), any -> true);
      inQueries = known;
    }
    return known.getOrDefault(name, List.of());
  }

  private static String @Nullable [] part(String[] values, int from, int to) {
    if (to - from == values.length) {
      return null;
    }
    return Stream.concat(Arrays.stream(values, 0, from), Arrays.stream(values, to, values.length))
        .toArray(String[]::new);
  }

  /** All parameters as they may be seen; the very same map where nothing is hidden. */
  Map<String, String[]> map(Map<String, String[]> all) {
    if (isClear() || all.keySet().stream().noneMatch(this::hides)) {
      return all;
    }
    Map<String, String[]> visible = new LinkedHashMap<>();
    all.forEach(
        (name, values) -> {
          String[] seen = values(name, values);
          if (seen != null) {
            visible.put(name, seen);
          }
        });
    return Collections.unmodifiableMap(visible);
  }

  /** What the visitor came by and has not decided about: neither granted nor refused. */
  Map<String, List<String>> undecided() {
    if (query == null || !fromBrowser) {
      return Map.of();
    }
    return TrackingParameters.find(
        query, name -> decision(name).filter(found -> !isRefused(found)).isPresent());
  }

  /** Whether a parameter is refused, and not only waiting for an answer. */
  boolean isRefused(String name) {
    return decision(name).filter(this::isRefused).isPresent();
  }

  private boolean isRefused(Decision decision) {
    return switch (decision.reason()) {
      case UNDECIDED -> false;
      case THIRD_PARTY_NOT_GRANTED ->
          response.enforcement().state(Category.THIRD_PARTY) == Choice.DENIED;
      default -> true;
    };
  }

  /**
   * What was held for the visitor's session and is granted now. It is handed over once, to whoever
   * asks within this request.
   */
  synchronized Map<String, List<String>> handOver() {
    HttpSession session = held.holds() ? came.getSession(false) : null;
    if (session != null) {
      Map<String, List<String>> all = new LinkedHashMap<>(handedOver);
      all.putAll(held.take(session.getId(), name -> !hides(name)));
      handedOver = Collections.unmodifiableMap(all);
    }
    return handedOver;
  }
}
