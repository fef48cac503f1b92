package io.github.cookieward.catalogue;

import java.util.ArrayList;
import java.util.List;

/**
 * The pages on which a rule holds, by their hosts: what the most specific name says that covers a
 * page. A name may leave its last labels open ({@code shop.*}). Not changed once filled.
 */
final class PageDomains {
  private final HostTable<Boolean> named = new HostTable<>();
  private final List<String> open = new ArrayList<>(0);
  private final List<String> openExcluded = new ArrayList<>(0);
  private boolean includes;

  /**
   * Names with {@code |} between; one with {@code ~} in front is excluded.
   *
   * @return whether all of them could be read
   */
  boolean read(String names) {
    for (String name : names.split("\\|", -1)) {
      boolean excluded = name.startsWith("~");
      String host = excluded ? name.substring(1) : name;
      if (host.isEmpty() || host.startsWith("/")) {
        return false;
      }
      includes |= !excluded;
      if (host.endsWith(".*")) {
        (excluded ? openExcluded : open).add(host.substring(0, host.length() - 2));
      } else {
        named.put(FilterRuleReader.asciiHost(host), !excluded);
      }
    }
    return true;
  }

  boolean covers(String host) {
    Boolean found = named.longest(host);
    if (found != null) {
      return found;
    }
    if (!open.isEmpty() || !openExcluded.isEmpty()) {
      int suffix = RegistrableDomain.suffixStart(host, HostTable.endOf(host));
      String rest = suffix == 0 ? "" : host.substring(0, suffix - 1);
      if (endsWithOne(rest, openExcluded)) {
        return false;
      }
      if (endsWithOne(rest, open)) {
        return true;
      }
    }
    return !includes;
  }

  private static boolean endsWithOne(String rest, List<String> names) {
    for (String name : names) {
      if (rest.endsWith(name)
          && (rest.length() == name.length()
              || rest.charAt(rest.length() - name.length() - 1) == '.')) {
        return true;
      }
    }
    return false;
  }
}
