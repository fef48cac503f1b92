package io.github.cookieward.filter;

/** A piece of ours that a page has once: written by a tag, or else put in on its way out. */
public enum PagePiece {
  /** The stylesheet and the script. */
  HEAD,
  /** The first layer. */
  BANNER,
  /** The second layer as a dialog. */
  DIALOG,
  /** The permanent link to the settings. */
  SETTINGS_LINK
}
