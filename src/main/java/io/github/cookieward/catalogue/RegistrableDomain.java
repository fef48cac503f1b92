package io.github.cookieward.catalogue;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where the part of a host begins that somebody registers: two labels in most places, three below
 * the second levels of countries ({@code co.uk}) and below hosts that give names to anybody. Not
 * the public suffix list, which is not ours to ship, but a judgement that is right for nearly every
 * host that pages talk to; where it errs, it takes two hosts of one party for two.
 */
final class RegistrableDomain {
  /** What stands below a country's two letters and is nobody's. */
  private static final Set<String> SECOND_LEVELS =
      Set.of(
          "ac",
          "ad",
          "asn",
          "biz",
          "co",
          "com",
          "ed",
          "edu",
          "firm",
          "gen",
          "gob",
          "gok",
          "gouv",
          "gov",
          "govt",
          "gv",
          "info",
          "lg",
          "ltd",
          "me",
          "mil",
          "ne",
          "net",
          "nhs",
          "nic",
          "nom",
          "or",
          "org",
          "plc",
          "police",
          "res",
          "sch",
          "school",
          "web",
          "go",
          "blogspot",
          "id");

  /** Hosts below which anybody may have a name. */
  private static final Set<String> SHARED =
      Set.of(
          "appspot.com",
          "azureedge.net",
          "azurestaticapps.net",
          "azurewebsites.net",
          "bitbucket.io",
          "blogspot.com",
          "br.com",
          "cloudapp.net",
          "cloudfront.net",
          "cn.com",
          "co.com",
          "de.com",
          "deno.dev",
          "eu.com",
          "eu.org",
          "firebaseapp.com",
          "fly.dev",
          "gb.net",
          "github.io",
          "githubusercontent.com",
          "gitlab.io",
          "glitch.me",
          "herokuapp.com",
          "jp.net",
          "myshopify.com",
          "netlify.app",
          "ngrok.io",
          "onrender.com",
          "pages.dev",
          "readthedocs.io",
          "ru.com",
          "sa.com",
          "se.net",
          "surge.sh",
          "uk.com",
          "uk.net",
          "us.com",
          "vercel.app",
          "web.app",
          "wixsite.com",
          "workers.dev",
          "za.com");

  private static final Pattern NUMBER = Pattern.compile("[0-9.]+");

  private static final HostTable<Boolean> SHARED_TABLE = table(SHARED);
  private static final HostTable<Boolean> SECOND_LEVEL_TABLE = table(SECOND_LEVELS);

  private RegistrableDomain() {}

  private static HostTable<Boolean> table(Set<String> names) {
    HostTable<Boolean> table = new HostTable<>();
    names.forEach(name -> table.put(name, true));
    return table;
  }

  /** Whether two hosts belong to one party. */
  static boolean isSame(String one, String other) {
    if (one.equals(other)) {
      return true;
    }
    int from = start(one);
    int end = HostTable.endOf(one);
    int length = end - from;
    int otherEnd = HostTable.endOf(other);
    int otherFrom = otherEnd - length;
    return length > 0
        && otherFrom >= 0
        && other.regionMatches(otherFrom, one, from, length)
        && (otherFrom == 0 || other.charAt(otherFrom - 1) == '.')
        && start(other) == otherFrom;
  }

  /** Where it begins within a host. */
  static int start(String host) {
    int end = HostTable.endOf(host);
    if (end == 0 || isNumber(host, end)) {
      return 0;
    }
    int suffix = suffixStart(host, end);
    return suffix == 0 ? 0 : host.lastIndexOf('.', suffix - 2) + 1;
  }

  /** Where the part begins that nobody owns. */
  static int suffixStart(String host, int end) {
    int top = host.lastIndexOf('.', end - 1) + 1;
    if (top == 0) {
      return 0;
    }
    int second = host.lastIndexOf('.', top - 2) + 1;
    int hash = HostTable.START;
    for (int i = end - 1; i >= second; i--) {
      hash = HostTable.step(hash, host.charAt(i));
    }
    if (SHARED_TABLE.get(host, second, end, hash) != null) {
      return second;
    }
    if (end - top != 2) {
      return top;
    }
    int label = HostTable.START;
    for (int i = top - 2; i >= second; i--) {
      label = HostTable.step(label, host.charAt(i));
    }
    boolean nobodys = SECOND_LEVEL_TABLE.get(host, second, top - 1, label) != null;
    return nobodys && second > 0 ? second : top;
  }

  private static boolean isNumber(String host, int end) {
    char last = host.charAt(end - 1);
    return last == ']' || (last >= '0' && last <= '9' && NUMBER.matcher(host).matches());
  }
}
