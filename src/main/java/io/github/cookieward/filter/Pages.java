package io.github.cookieward.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.github.cookieward.consent.Consent;
import io.github.cookieward.enforcement.Enforcement;
import io.github.cookieward.enforcement.PageSettings;
import io.github.cookieward.http.MediaType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What one application's pages have in common. Safe to share. */
final class Pages {
  private static final Logger LOG = System.getLogger("io.github.cookieward");

  private static final int LONGEST_FILE = 2 * 1024 * 1024;

  /** How much more of a page the container is to keep: what is put into it is shorter. */
  private static final int ROOM = 16 * 1024;

  private final PageSettings settings;

  /** When the present rules began to hold: a page that was sent before is another one. */
  private final Instant since;

  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /** The smallest buffer seen: Tomcat keeps one that was enlarged for another response. */
  private volatile int buffer = Integer.MAX_VALUE;

  Pages(PageSettings settings, Instant since) {
    this.settings = settings;
    this.since = since;
  }

  PageSettings settings() {
    return settings;
  }

  /** How much the container keeps of a response by itself before its head leaves. */
  int buffer(HttpServletResponse container) {
    int present = container.getBufferSize();
    if (present < buffer) {
      buffer = present;
    }
    return buffer;
  }

  int room() {
    return rewrites() ? ROOM : 0;
  }

  /** Whether pages are looked at on their way out. */
  boolean rewrites() {
    return settings.rewrites() || settings.injects() || settings.guards();
  }

  /**
   * Whether a response that is no page runs code under a policy of its own: a worker's script, or a
   * document in XML. Only a strict site's policy withholds anything.
   */
  boolean guardsCode(HttpServletRequest request, @Nullable String contentType) {
    if (settings.protection() != PageSettings.Protection.STRICT
        || !settings.sendsPolicy()
        || contentType == null) {
      return false;
    }
    Optional<MediaType> parsed = MediaType.parse(contentType);
    String type = parsed.map(MediaType::essence).orElse("");
    String use = Objects.requireNonNullElse(request.getHeader("Sec-Fetch-Dest"), "");
    if (parsed.filter(MediaType::isScript).isPresent()) {
      return use.isEmpty() || use.endsWith("worker");
    }
    return (type.endsWith("+xml") || type.endsWith("/xml"))
        && (use.isEmpty() || PageUse.of(request) != PageUse.FRAGMENT);
  }

  /**
   * Whether a document in XML other than a page runs scripts and fetches: one of its own, or in a
   * frame; as an image it does neither.
   */
  boolean guardsXml(HttpServletRequest request, MediaType type) {
    PageUse use = PageUse.of(request);
    return readsXml(type) && (use == PageUse.DOCUMENT || use == PageUse.FRAME);
  }

  /** Whether a document in XML is read where it runs, so that its use makes a difference. */
  boolean readsXml(MediaType type) {
    return settings.rewrites() && type.isXml() && !type.isHtml();
  }

  /**
   * Whether the browser has asked for a module, or for the script of a worker or a worklet, whose
   * imports are fetched before any code runs: where no policy keeps them out, they are read.
   */
  boolean readsModules(HttpServletRequest request) {
    String use = Objects.requireNonNullElse(request.getHeader("Sec-Fetch-Dest"), "");
    boolean module =
        use.endsWith("worklet")
            || use.endsWith("worker")
            || use.equals("script") && "cors".equals(request.getHeader("Sec-Fetch-Mode"));
    return module
        && settings.rewrites()
        && settings.protection() == PageSettings.Protection.STANDARD;
  }

  /** Whether what the browser has asked for is a worker's script, which begins with the guard. */
  boolean guardsWorker(HttpServletRequest request) {
    String use = request.getHeader("Sec-Fetch-Dest");
    return use != null && use.endsWith("worker") && settings.guards();
  }

  boolean isShared() {
    return settings.caching() == PageSettings.Caching.SHARED;
  }

  /** Which of a page's variants a visitor gets; the same for all who would get the same bytes. */
  String variant(Enforcement enforcement, String use) {
    StringBuilder text = new StringBuilder().append(since);
    if (!isShared()) {
      Consent consent = enforcement.consent();
      text.append('\n').append(use);
      text.append('\n').append(consent.isDecided()).append(consent.policyVersion());
      text.append(consent.signalSeen()).append(enforcement.signals().globalPrivacyControl());
      enforcement.conflict().ifPresent(conflict -> text.append(conflict.fingerprint()));
      consent.categories().forEach((category, choice) -> text.append(category.id()).append(choice));
      consent
          .services()
          .forEach((service, choice) -> text.append('@').append(service).append(choice));
    }
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(UTF_8));
      return HexFormat.of().formatHex(hash, 0, 6);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Whether a date of a shared page was given to it under the present rules. */
  boolean isSince(String date) {
    return isShared() && HttpDate.seconds(date).orElse(0) >= since.getEpochSecond();
  }

  /** When a shared page last changed: by the application, or with the rules. */
  String modified(String date) {
    long changed = HttpDate.seconds(date).orElse(0);
    return HttpDate.format(Math.max(changed, since.getEpochSecond()) * 1000);
  }

  /** Tells the operator of a page that cannot be read, once for each reason. */
  void tellUnreadable(String coding, String path) {
    if (told.size() < 20 && told.add(coding)) {
      LOG.log(
          Level.ERROR,
          "The page {0} is withheld: the application has compressed it as \"{1}\", which is not"
              + " decoded here. Let the server or a proxy compress instead, or put the compressing"
              + " filter before this one; or set <pages compressed=\"decode\"/> if it is gzip or"
              + " deflate. This is told once for each coding",
          path,
          coding.replaceAll("[^\\x20-\\x7e]", "?"));
    }
  }

  /** How much of a style sheet or a module is held, in bytes, to know what it names. */
  int fileBound() {
    return Math.max(settings.limit(), LONGEST_FILE);
  }

  /** Tells the operator of style sheets that cannot be read. */
  void tellUnreadSheet(String path, String why) {
    if (told.size() < 20 && told.add("sheet " + why)) {
      LOG.log(
          Level.ERROR,
          "The style sheet {0} is withheld where not all is granted: it is {1}. Split it, or let the"
              + " server or a proxy compress it after this filter. This is told once for each"
              + " reason",
          path,
          why);
    }
  }

  /** Tells the operator of modules that pass unread. */
  void tellUnreadModule(String path, String why) {
    if (told.size() < 20 && told.add("module " + why)) {
      LOG.log(
          Level.WARNING,
          "The module {0} passes unread, whatever it imports: it is {1}. Split it, or let the server"
              + " or a proxy compress it after this filter. This is told once for each reason",
          path,
          why);
    }
  }

  /** Tells of a mistake of ours: the rest of that page is withheld. */
  void tellFailure(String path, Throwable failure) {
    LOG.log(Level.ERROR, () -> "The rest of the page " + path + " is withheld", failure);
  }

  /** Tells of a page that is not what its Content-Encoding says. */
  void tellBroken(String path) {
    LOG.log(
        Level.WARNING,
        "The page {0} is not compressed as its Content-Encoding says; the rest is withheld",
        path);
  }
}
