package io.github.cookieward.page;

/**
 * A frame of the page's author, with somebody else's content.
 *
 * @param src its address
 * @param title what it shows, for those who cannot see it; may be empty
 * @param width its width in CSS pixels or percent, or empty
 * @param height its height in CSS pixels or percent, or empty
 */
public record Embed(String src, String title, String width, String height) {}
