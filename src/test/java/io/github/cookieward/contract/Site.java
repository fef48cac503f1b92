package io.github.cookieward.contract;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.h2.Driver;

/** One deployment of the contract's WAR; they differ in a setting, and share every probe. */
enum Site {
  /** As a user has it: the jar in WEB-INF/lib and a consent.xml, not a word in web.xml. */
  ON(Site.WEB_XML, Site.SETTINGS, ""),

  /** The filter switched off: what the application does by itself. */
  OFF(
      Site.WEB_XML,
      Site.SETTINGS,
      "<context-param><param-name>cookieward.enabled</param-name>"
          + "<param-value>false</param-value></context-param>"),

  /** A web.xml that wants nothing from annotations and fragments. */
  COMPLETE(Site.WEB_XML, "version=\"6.0\"", "version=\"6.0\" metadata-complete=\"true\""),

  /** The filter named in web.xml, after a filter that sets cookies; no fragment has a say. */
  DECLARED(
      Site.WEB_XML,
      Site.SETTINGS,
      "<absolute-ordering/>"
          + filter("early", "io.github.cookieward.contract.probe.EarlyCookies")
          + filter("consent", "io.github.cookieward.filter.ConsentFilter")),

  /** The filter named in web.xml twice. */
  TWICE(
      Site.WEB_XML,
      Site.SETTINGS,
      filter("consent", "io.github.cookieward.filter.ConsentFilter")
          + filter("again", "io.github.cookieward.filter.ConsentFilter")),

  /** A site into whose pages banner and guard are put. */
  PAGES("WEB-INF/consent.xml", "<pages inject=\"false\" guard=\"false\"/>", "<pages/>"),

  /** A site whose session cookie needs consent. */
  SESSION(
      "WEB-INF/consent.xml",
      "</services>",
      "<service id=\"session\" name=\"Session\" category=\"preference\" party=\"first\">"
          + "<cookie name=\"JSESSIONID\"/></service></services>"),

  /** A site that keeps the answers of those who are signed in, in an embedded database. */
  ACCOUNTS(
      "WEB-INF/consent.xml",
      "<unknown cookies=\"withhold\"/>",
      "<consent-cookie key=\"0123456789abcdef0123456789abcdef\"/><unknown cookies=\"withhold\"/>"
          + "<accounts><store url=\"jdbc:h2:mem:contract\"/></accounts>");

  private static final String WEB_XML = "WEB-INF/web.xml";
  private static final String SETTINGS = "<!-- settings -->";
  private static final byte[] LARGE = large();

  private final String changed;
  private final String old;
  private final String replacement;

  Site(String changed, String old, String replacement) {
    this.changed = changed;
    this.old = old;
    this.replacement = replacement;
  }

  /** The context path without its slash. */
  String context() {
    return name().toLowerCase(Locale.ROOT);
  }

  String path(String withinTheSite) {
    return "/" + context() + withinTheSite;
  }

  /** Writes this site's WAR. */
  void write(Path war, Path target) throws IOException {
    try (ZipFile from = new ZipFile(war.toFile());
        ZipOutputStream to = new ZipOutputStream(Files.newOutputStream(target))) {
      for (Enumeration<? extends ZipEntry> all = from.entries(); all.hasMoreElements(); ) {
        ZipEntry entry = all.nextElement();
        byte[] content = from.getInputStream(entry).readAllBytes();
        put(to, entry, entry.getName().equals(changed) ? changed(content) : content);
      }
      put(to, from.getEntry("ready.txt"), "static/large.bin", LARGE);
      if (this == ACCOUNTS) {
        put(to, from.getEntry("ready.txt"), "WEB-INF/lib/h2.jar", driver());
      }
    }
  }

  private byte[] changed(byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    if (!text.contains(old)) {
      throw new IllegalStateException("no \"" + old + "\" in " + changed + ":\n" + text);
    }
    return text.replaceFirst(Pattern.quote(old), Matcher.quoteReplacement(replacement))
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The embedded database, as a user puts it beside our jar. */
  private static byte[] driver() throws IOException {
    try {
      return Files.readAllBytes(
          Path.of(Driver.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static void put(ZipOutputStream to, ZipEntry like, byte[] content) throws IOException {
    put(to, like, like.getName(), content);
  }

  private static void put(ZipOutputStream to, ZipEntry like, String name, byte[] content)
      throws IOException {
    ZipEntry entry = new ZipEntry(name);
    entry.setTime(like.getTime());
    to.putNextEntry(entry);
    to.write(content);
    to.closeEntry();
  }

  private static String filter(String name, String type) {
    return "<filter><filter-name>"
        + name
        + "</filter-name><filter-class>"
        + type
        + "</filter-class><async-supported>true</async-supported></filter><filter-mapping>"
        + "<filter-name>"
        + name
        + "</filter-name><url-pattern>/*</url-pattern><dispatcher>REQUEST</dispatcher>"
        + "<dispatcher>FORWARD</dispatcher><dispatcher>INCLUDE</dispatcher>"
        + "<dispatcher>ERROR</dispatcher><dispatcher>ASYNC</dispatcher></filter-mapping>"
        + (type.endsWith("ConsentFilter") ? byName(name) : "");
  }

  /** What leads to a page by its servlet's name passes the filter too. */
  private static String byName(String name) {
    return "<filter-mapping><filter-name>"
        + name
        + "</filter-name><servlet-name>*</servlet-name><dispatcher>FORWARD</dispatcher>"
        + "<dispatcher>INCLUDE</dispatcher></filter-mapping>";
  }

  /** Larger than any buffer and than the size from which servers use sendfile. */
  private static byte[] large() {
    byte[] bytes = new byte[300_000];
    new Random(42).nextBytes(bytes);
    return bytes;
  }
}
