package io.github.cookieward.html;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The names of elements as numbers: six bits a character, ten characters in one long and twenty in
 * two, so that to compare names is to compare numbers; and what the standard's tree construction
 * does with a name, as far as it changes which tags there are.
 */
final class TagName {
  /** A name of more than twenty characters, or with others than {@code a-z 0-9 -}. */
  static final long UNPACKABLE = -1;

  // What a rule wants.
  static final int WANTED = 1;
  static final int WANTED_END = 1 << 1;
  static final int WANTED_AS_IMG = 1 << 2;

  // What a start tag makes the tokenizer read next.
  static final int RCDATA = 1 << 3;
  static final int RAWTEXT = 1 << 4;
  static final int SCRIPT = 1 << 5;
  static final int PLAINTEXT = 1 << 6;
  static final int NOSCRIPT = 1 << 7;
  static final int SVG = 1 << 8;
  static final int MATH = 1 << 9;
  static final int SELECT = 1 << 10;
  static final int FRAMESET = 1 << 11;

  // What matters in foreign content only.
  static final int BREAKOUT = 1 << 12;
  static final int VOID = 1 << 13;
  static final int SVG_HTML_POINT = 1 << 14;
  static final int MATHML_TEXT_POINT = 1 << 15;
  static final int ANNOTATION_XML = 1 << 16;
  static final int FONT = 1 << 17;
  static final int GLYPH = 1 << 18;
  static final int BREAKOUT_END = 1 << 19;

  // Where a head or a body begins.
  static final int HEAD_CONTENT = 1 << 20;
  static final int TEMPLATE = 1 << 21;
  static final int HEAD = 1 << 22;
  static final int BODY = 1 << 23;
  static final int HTML = 1 << 24;
  static final int BR = 1 << 25;

  // Exceptions.
  static final int IMAGE = 1 << 26;
  static final int TEXTAREA = 1 << 27;
  static final int NOFRAMES = 1 << 28;

  /** Whether a rule also wants a start tag without attributes. */
  static final int WANTED_BARE = 1 << 29;

  /** Start tags after which HTML content is read otherwise. */
  static final int SWITCHES =
      RCDATA | RAWTEXT | SCRIPT | PLAINTEXT | NOSCRIPT | SVG | MATH | SELECT | FRAMESET;

  static final Map<String, Integer> TRAITS = traits();

  /** Other names that pages have often, so that they need not be read letter by letter. */
  static final Set<String> COMMON =
      Set.of(
          ("a abbr address article aside audio bdi bdo button canvas caption circle cite clippath"
                  + " colgroup data datalist defs del details dfn dialog ellipse fieldset"
                  + " figcaption figure footer form g header hgroup ins kbd label legend line"
                  + " lineargradient main map mark meter nav object optgroup option output path"
                  + " picture polygon polyline progress q rect rp rt samp search section slot stop"
                  + " summary symbol tbody td text tfoot th thead time tspan use video")
              .split(" "));

  /** The code of a byte that does not pack. */
  static final int OTHER = 63;

  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final byte[] CODES = codes();
  private static final Pattern PACKABLE = Pattern.compile("[a-z][a-z0-9-]{0,19}");

  private TagName() {}

  static boolean isPackable(String name) {
    return PACKABLE.matcher(name).matches();
  }

  /** 0 for what ends a name, 1 to 37 for what packs (letters in either case), else OTHER. */
  static int code(byte b) {
    return CODES[b & 0xff];
  }

  /** How many of eight bytes, the lowest first, are letters before one that is none. */
  static int lettersFirst(long word) {
    long lower = word | 0x2020202020202020L;
    long atLeastA = (lower | HIGHS) - 'a' * ONES;
    long beyondZ = (lower & ~HIGHS) + (0x7f - 'z') * ONES;
    long others = (~atLeastA | beyondZ | lower) & HIGHS;
    return Long.numberOfTrailingZeros(others) >>> 3; // of zero there are 64
  }

  /** The code of a name of one to eight letters: the lowest bytes of a word. */
  static long pack(long word, int letters) {
    long codes = Long.reverseBytes(word & 0x1f * ONES) >>> 64 - 8 * letters;
    codes = codes & 0x001f001f001f001fL | (codes & 0x1f001f001f001f00L) >>> 2;
    codes = codes & 0x00000fff00000fffL | (codes & 0x0fff00000fff0000L) >>> 4;
    return codes & 0xffffffL | (codes & 0xffffff00000000L) >>> 8;
  }

  static long low(String name) {
    return pack(name, name.length() > 10 ? 10 : 0, name.length());
  }

  static long high(String name) {
    return name.length() > 10 ? pack(name, 0, 10) : 0;
  }

  private static long pack(String name, int from, int to) {
    long packed = 0;
    for (int i = from; i < to; i++) {
      packed = packed << 6 | code((byte) name.charAt(i));
    }
    return packed;
  }

  private static byte[] codes() {
    byte[] codes = new byte[256];
    for (int b = 0; b < 256; b++) {
      if (b >= 'a' && b <= 'z') {
        codes[b] = (byte) (b - 'a' + 1);
      } else if (b >= 'A' && b <= 'Z') {
        codes[b] = (byte) (b - 'A' + 1);
      } else if (b >= '0' && b <= '9') {
        codes[b] = (byte) (b - '0' + 27);
      } else if (b == '-') {
        codes[b] = 37;
      } else if ("\t\n\f\r />".indexOf(b) < 0) {
        codes[b] = OTHER;
      }
    }
    return codes;
  }

  private static Map<String, Integer> traits() {
    Map<String, Integer> traits = new HashMap<>();
    give(traits, RCDATA, "title textarea");
    give(traits, RAWTEXT, "style xmp iframe noembed noframes");
    give(traits, SCRIPT, "script");
    give(traits, PLAINTEXT, "plaintext");
    give(traits, NOSCRIPT, "noscript");
    give(traits, SVG, "svg");
    give(traits, MATH, "math");
    give(traits, SELECT, "select");
    give(traits, FRAMESET, "frameset");
    give(
        traits,
        BREAKOUT,
        "b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img"
            + " li listing menu meta nobr ol p pre ruby s small span strong strike sub sup table tt"
            + " u ul var");
    give(
        traits,
        VOID,
        "area base basefont bgsound br col embed frame hr image img input keygen link meta param"
            + " source track wbr");
    give(traits, SVG_HTML_POINT, "foreignobject desc title");
    give(traits, MATHML_TEXT_POINT, "mi mo mn ms mtext");
    give(traits, ANNOTATION_XML, "annotation-xml");
    give(traits, FONT, "font");
    give(traits, GLYPH, "mglyph malignmark");
    give(traits, BREAKOUT_END, "p br");
    give(
        traits,
        HEAD_CONTENT,
        "base basefont bgsound link meta title noscript noframes style script template");
    give(traits, TEMPLATE, "template");
    give(traits, HEAD, "head");
    give(traits, BODY, "body");
    give(traits, HTML, "html");
    give(traits, BR, "br");
    give(traits, IMAGE, "image");
    give(traits, TEXTAREA, "textarea");
    give(traits, NOFRAMES, "noframes");
    return Map.copyOf(traits);
  }

  private static void give(Map<String, Integer> traits, int trait, String names) {
    for (String name : names.split(" ")) {
      traits.merge(name, trait, (a, b) -> a | b);
    }
  }
}
