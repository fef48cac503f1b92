package io.github.cookieward.catalogue;

import java.util.Locale;

/**
 * What a fetched thing is for: coarser than the standard's destination, and with what is sent,
 * opened or done ahead besides.
 *
 * @see <a href="https://fetch.spec.whatwg.org/#concept-request-destination">Fetch, 2.2.5</a>
 */
public enum Destination {
  /** A script, also a module or one that is preloaded. */
  SCRIPT,
  /** A style sheet. */
  STYLE,
  /** An image. */
  IMAGE,
  /** A font. */
  FONT,
  /** Audio, video or a text track. */
  MEDIA,
  /** A frame. */
  FRAME,
  /** A plug-in's content. */
  OBJECT,
  /** A request by {@code fetch}, {@code XMLHttpRequest}, {@code EventSource} and the like. */
  CONNECT,
  /** A beacon or a ping. */
  PING,
  /** A web socket. */
  WEBSOCKET,
  /** Where the whole page goes: a form, a refresh, a link. */
  DOCUMENT,
  /** What a browser does ahead: a connection, a look-up of a name, a prefetch of any kind. */
  PREFETCH,
  /** Anything else, such as a manifest or an icon. */
  OTHER;

  private final String use = name().toLowerCase(Locale.ROOT);

  /** In reports, such as {@code image}. */
  public String use() {
    return use;
  }
}
