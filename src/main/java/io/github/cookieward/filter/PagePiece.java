package io.github.cookieward.filter;

/**
 * A piece of ours that is put into a page on its way out, unless the page has written it itself.
 */
public enum PagePiece {
  /** The links to stylesheet and script. */
  HEAD,
  /** The first layer. */
  BANNER,
  /** The second layer as a dialog. */
  DIALOG,
  /** The permanent link to the settings. */
  SETTINGS_LINK
}
