package io.github.cookieward.enforcement;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields of a response by which a browser is made to fetch, to report or to tell more. */
enum GuardedField {
  LINK("Link"),
  REFRESH("Refresh"),
  LOCATION("Location"),
  ETAG("ETag", "Use-As-Dictionary"),
  ALT_SVC("Alt-Svc"),
  NEL("NEL"),
  REPORT_TO("Report-To"),
  REPORTING_ENDPOINTS("Reporting-Endpoints"),
  POLICY("Content-Security-Policy", "Content-Security-Policy-Report-Only"),
  EXPECT_CT("Expect-CT"),
  ACCEPT_CH("Accept-CH"),
  CRITICAL_CH("Critical-CH"),
  SPECULATION_RULES("Speculation-Rules"),
  /** Registers clicks and views for advertising, asks for topics, or feeds auctions. */
  ADVERTISING(
      "Attribution-Reporting-Register-Source",
      "Attribution-Reporting-Register-Trigger",
      "Attribution-Reporting-Register-OS-Source",
      "Attribution-Reporting-Register-OS-Trigger",
      "Attribution-Reporting-Info",
      "Observe-Browsing-Topics",
      "Shared-Storage-Write",
      "Ad-Auction-Signals",
      "Ad-Auction-Additional-Bid",
      "Ad-Auction-Allowed",
      "Ad-Auction-Result");

  private record Name(String text, GuardedField field) {}

  private static final Name[][] BY_LENGTH = byLength();

  /** Between blanks. */
  private final String names;

  GuardedField(String... names) {
    this.names = String.join(" ", names);
  }

  private static Name[][] byLength() {
    List<List<Name>> lists = new ArrayList<>();
    for (GuardedField field : values()) {
      for (String name : field.names.split(" ")) {
        while (lists.size() <= name.length()) {
          lists.add(new ArrayList<>());
        }
        lists.get(name.length()).add(new Name(name, field));
      }
    }
    return lists.stream().map(list -> list.toArray(Name[]::new)).toArray(Name[][]::new);
  }

  /**
   * The field that a name means on the wire, in any case, and with the stray characters that
   * containers let pass or replace; null for one that is not guarded.
   */
  static @Nullable GuardedField find(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (!isTokenCharacter(name.charAt(i))) {
        return exact(clean(name));
      }
    }
    return exact(name);
  }

  private static @Nullable GuardedField exact(String name) {
    if (name.length() < BY_LENGTH.length) {
      for (Name known : BY_LENGTH[name.length()]) {
        if (known.text.equalsIgnoreCase(name)) {
          return known.field;
        }
      }
    }
    return null;
  }

  private static String clean(String name) {
    StringBuilder token = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = (char) (name.charAt(i) & 0xff); // what a container makes of it on the wire
      if (isTokenCharacter(c)) {
        token.append(c);
      }
    }
    return token.toString();
  }

  private static boolean isTokenCharacter(char c) {
    return c > 0x20 && c < 0x7f && c != ':';
  }
}
