package io.github.cookieward.enforcement;

import io.github.cookieward.catalogue.Destination;
import io.github.cookieward.html.WantedAttributes;
import io.github.cookieward.html.WantedTags;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An attribute that has a browser fetch, ping or send something, and how it is read. A value; the
 * table of all of them is here.
 *
 * @param reading how the value says where to
 * @param destination what for
 */
record Fetch(Reading reading, Destination destination) {
  /** How a value says where to. */
  enum Reading {
    /** It fetches nothing, although it would elsewhere. */
    NOTHING,
    /** It is one address. */
    ADDRESS,
    /** It is addresses with white space between. */
    ADDRESSES,
    /** It is addresses with commas and widths between. */
    SRCSET,
    /** It is the address of a document that may lie in the address itself. */
    DOCUMENT,
    /** It is the address of a script, which may lie in it as well. */
    SCRIPT,
    /** It is a document. */
    SRCDOC,
    /** It is the address of a link, fetched where its types say so. */
    LINK,
    /** It is where a form sends to. */
    ACTION,
    /** It is where a button has its form send to. */
    FORMACTION,
    /** It is a style. */
    STYLE,
    /** It is a script. */
    HANDLER,
    /** It is what {@code meta} says, of which a refresh is one. */
    META,
    /** It is a plug-in's parameter, of which some are addresses. */
    PARAM,
    /** It is what an attribute is animated to. */
    ANIMATION,
    /** It is what the other addresses are resolved against. */
    BASE
  }

  private static final Pattern BLANKS = Pattern.compile("[ \\t\\n\\f\\r]+");
  private static final Map<String, Map<String, Fetch>> OWN = new HashMap<>();
  private static final Map<String, Fetch> ANYWHERE = new HashMap<>();
  private static final Set<String> STYLES =
      Set.of(
          "style",
          "fill",
          "stroke",
          "filter",
          "mask",
          "clip-path",
          "cursor",
          "marker",
          "marker-start",
          "marker-mid",
          "marker-end",
          "mask-image",
          "list-style",
          "border-image");
  private static final Fetch EVENT = new Fetch(Reading.HANDLER, Destination.SCRIPT);

  static {
    add("script", "src href xlink:href", Reading.SCRIPT, Destination.SCRIPT);
    add("img", "src lowsrc dynsrc", Reading.ADDRESS, Destination.IMAGE);
    add("img", "srcset", Reading.SRCSET, Destination.IMAGE);
    add("input", "src", Reading.ADDRESS, Destination.IMAGE);
    add("input button", "formaction", Reading.FORMACTION, Destination.DOCUMENT);
    add("form isindex", "action", Reading.ACTION, Destination.DOCUMENT);
    add("source", "src", Reading.ADDRESS, Destination.MEDIA);
    add("source", "srcset", Reading.SRCSET, Destination.IMAGE);
    add("video audio track bgsound", "src", Reading.ADDRESS, Destination.MEDIA);
    add("video", "poster", Reading.ADDRESS, Destination.IMAGE);
    add("link", "href", Reading.LINK, Destination.OTHER);
    add("link", "imagesrcset", Reading.SRCSET, Destination.IMAGE);
    add("iframe frame fencedframe portal", "src", Reading.DOCUMENT, Destination.FRAME);
    add("layer ilayer webview controlledframe", "src", Reading.DOCUMENT, Destination.FRAME);
    add("iframe", "srcdoc", Reading.SRCDOC, Destination.FRAME);
    add("object", "data", Reading.DOCUMENT, Destination.OBJECT);
    add("object applet", "classid codebase code object", Reading.ADDRESS, Destination.OBJECT);
    add("object applet", "archive", Reading.ADDRESSES, Destination.OBJECT);
    add("embed", "src", Reading.DOCUMENT, Destination.OBJECT);
    add("embed", "code", Reading.ADDRESS, Destination.OBJECT);
    add("param", "value", Reading.PARAM, Destination.OBJECT);
    add("a area", "ping", Reading.ADDRESSES, Destination.PING);
    add("meta", "content", Reading.META, Destination.DOCUMENT);
    add("html", "manifest", Reading.ADDRESS, Destination.OTHER);
    add("mglyph xml model amp-img amp-pixel", "src", Reading.ADDRESS, Destination.IMAGE);
    add(
        "image use feimage lineargradient radialgradient pattern filter textpath mpath tref cursor"
            + " font-face-uri altglyph glyphref color-profile handler animation",
        "href xlink:href src",
        Reading.ADDRESS,
        Destination.IMAGE);
    add(
        "set animate animatecolor animatetransform animatemotion",
        "to from by values",
        Reading.ANIMATION,
        Destination.IMAGE);
    // An address in another namespace's words, wherever it stands; of a it is only a link.
    add("a", "xlink:href", Reading.NOTHING, Destination.OTHER);
    add("base", "href", Reading.BASE, Destination.OTHER);
    anywhere("xlink:href background", Reading.ADDRESS);
    anywhere("attributionsrc", Reading.ADDRESSES);
    anywhere(String.join(" ", STYLES), Reading.STYLE);
  }

  private static final Map<String, WantedAttributes> WANTED = new HashMap<>();
  private static final WantedAttributes WANTED_ANYWHERE = wanted(Set.of());

  static {
    OWN.forEach((element, own) -> WANTED.put(element, wanted(own.keySet())));
  }

  private static WantedAttributes wanted(Set<String> own) {
    Set<String> names = new HashSet<>(own);
    names.addAll(ANYWHERE.keySet());
    names.addAll(Set.of("data-category", "data-service", Holding.HELD));
    return WantedAttributes.of(names, STYLES, true);
  }

  /** The tags that may fetch, ping or send something, or are marked by the page's author. */
  static final WantedTags TAGS = tags();

  private static WantedTags tags() {
    Map<String, WantedAttributes> own = new HashMap<>(WANTED);
    own.put("meta", wanted(Set.of("http-equiv"))); // without it the content is mere data
    return WantedTags.withAttributes(
        own, WANTED_ANYWHERE, Set.of("script", "style"), Set.of("body"));
  }

  private static void add(
      String elements, String attributes, Reading reading, Destination destination) {
    for (String element : elements.split(" ")) {
      for (String attribute : attributes.split(" ")) {
        OWN.computeIfAbsent(element, e -> new HashMap<>())
            .put(attribute, new Fetch(reading, destination));
      }
    }
  }

  private static void anywhere(String attributes, Reading reading) {
    Destination destination =
        attributes.equals("attributionsrc") ? Destination.PING : Destination.IMAGE;
    for (String attribute : attributes.split(" ")) {
      ANYWHERE.put(attribute, new Fetch(reading, destination));
    }
  }

  /** What an element's attribute fetches, or null where it fetches nothing. */
  static @Nullable Fetch of(String element, String attribute) {
    Map<String, Fetch> own = OWN.get(element);
    Fetch found = own == null ? null : own.get(attribute);
    if (found == null) {
      found = ANYWHERE.get(attribute);
    }
    if (found == null && attribute.startsWith("on")) {
      return EVENT;
    }
    return found;
  }

  /** Whether an element fetches by an attribute of its own, and not only as any other may. */
  static boolean isOf(String element) {
    return OWN.containsKey(element) && !element.equals("a") && !element.equals("html");
  }

  /** Whether an attribute is what its element is there for, and not one that any may have. */
  static boolean isOwn(String element, String attribute) {
    Map<String, Fetch> own = OWN.get(element);
    return own != null && own.containsKey(attribute);
  }

  /** The attributes of an element that matter: those that fetch, and the author's marks. */
  static WantedAttributes wanted(String element) {
    return WANTED.getOrDefault(element, WANTED_ANYWHERE);
  }

  /** What a link's types have a browser fetch; null where they are only a relation. */
  static @Nullable Destination ofLink(String rel, String as) {
    Destination found = null;
    for (String type : BLANKS.split(rel.toLowerCase(Locale.ROOT))) {
      Destination destination =
          switch (type) {
            case "stylesheet" -> Destination.STYLE;
            case "preload" -> ofPreload(as);
            case "modulepreload", "serviceworker" -> Destination.SCRIPT;
            case "prefetch",
                "prerender",
                "preconnect",
                "dns-prefetch",
                "subresource",
                "next",
                "prerender-until-script" ->
                Destination.PREFETCH;
            case "icon",
                "shortcut",
                "apple-touch-icon",
                "apple-touch-icon-precomposed",
                "apple-touch-startup-image",
                "mask-icon",
                "fluid-icon",
                "image_src" ->
                Destination.IMAGE;
            case "import" -> Destination.FRAME;
            case "manifest",
                "search",
                "dictionary",
                "compression-dictionary",
                "facilitated-payment",
                "payment" ->
                Destination.OTHER;
            default -> null;
          };
      found = found == null ? destination : found;
    }
    return found;
  }

  private static Destination ofPreload(String as) {
    return switch (as.toLowerCase(Locale.ROOT)) {
      case "script", "worker", "serviceworker", "sharedworker", "json" -> Destination.SCRIPT;
      case "style" -> Destination.STYLE;
      case "image" -> Destination.IMAGE;
      case "font" -> Destination.FONT;
      case "audio", "video", "track" -> Destination.MEDIA;
      case "document" -> Destination.FRAME;
      case "object", "embed" -> Destination.OBJECT;
      case "fetch" -> Destination.CONNECT;
      default -> Destination.OTHER;
    };
  }
}
