package io.github.cookieward.filter;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request says of the copy that the browser has, as far as the application may rely on it: a
 * page of another variant is no copy, and a part of a page that is rewritten cannot be sent.
 */
final class Conditionals {
  private static final Pattern TAG = Pattern.compile("(?:W/)?\"[^\"]*\"|\\*");
  private static final Set<String> PAGES = Set.of("document", "iframe", "frame", "object", "embed");

  private final boolean asksForPage;
  private final Optional<String> noneMatch;
  private final Optional<String> modifiedSince;
  private final Optional<String> match;
  private boolean sameVariant;

  Conditionals(HttpServletRequest request, Pages pages, String variant) {
    this.asksForPage = asksForPage(request);
    List<String> kept = new ArrayList<>();
    OptionalLong since = OptionalLong.empty();
    boolean otherVariant = false;
    for (String tag : tags(request, "If-None-Match")) {
      Optional<Variant> ours = Variant.parse(tag);
      if (ours.isEmpty()) {
        if (!asksForPage) {
          kept.add(tag);
        }
      } else if (!ours.get().variant().equals(variant)) {
        otherVariant = true;
      } else {
        sameVariant = true;
        if (ours.get().origin() == Variant.Origin.MODIFIED) {
          since = OptionalLong.of(ours.get().seconds());
        } else {
          kept.add(ours.get().own());
        }
      }
    }
    this.noneMatch = kept.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", kept));
    Optional<String> asked = Optional.ofNullable(request.getHeader("If-Modified-Since"));
    if (since.isPresent()) {
      this.modifiedSince = Optional.of(HttpDate.format(since.getAsLong() * 1000));
    } else if (sameVariant || (!otherVariant && !asksForPage)) {
      this.modifiedSince = asked;
    } else {
      this.modifiedSince = otherVariant ? Optional.empty() : asked.filter(pages::isSince);
    }
    List<String> matching =
        tags(request, "If-Match").stream()
            .map(tag -> Variant.parse(tag).map(Variant::own).orElse(tag))
            .toList();
    this.match = matching.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", matching));
  }

  /** Whether a field is one of those that are looked at here. */
  static boolean concern(String name) {
    return switch (name.length()) {
      case 5 -> name.equalsIgnoreCase("Range");
      case 8 -> name.equalsIgnoreCase("If-Range") || name.equalsIgnoreCase("If-Match");
      case 13 -> name.equalsIgnoreCase("If-None-Match");
      case 17 -> name.equalsIgnoreCase("If-Modified-Since");
      default -> false;
    };
  }

  /** What the application may know of such a field. */
  Optional<String> visible(String name, HttpServletRequest request) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "if-none-match" -> noneMatch;
      case "if-modified-since" -> modifiedSince;
      case "if-match" -> match;
      default -> Optional.ofNullable(request.getHeader(name)).filter(range -> !asksForPage);
    };
  }

  /** Whether the browser has a page in the variant that it would get now. */
  boolean sameVariant() {
    return sameVariant;
  }

  private static boolean asksForPage(HttpServletRequest request) {
    String accept = request.getHeader("Accept");
    String destination = request.getHeader("Sec-Fetch-Dest");
    return accept != null
        && accept.toLowerCase(Locale.ROOT).contains("text/html")
        && (destination == null || PAGES.contains(destination));
  }

  private static List<String> tags(HttpServletRequest request, String name) {
    List<String> tags = new ArrayList<>(1);
    for (String line : Deployment.fields(request, name)) {
      Matcher tag = TAG.matcher(line);
      while (tag.find()) {
        tags.add(tag.group());
      }
    }
    return tags;
  }
}
