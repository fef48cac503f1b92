package io.github.cookieward.enforcement;

/**
 * A file of the site's own as one visitor may have it.
 *
 * @param text the file; the same text where nothing is withheld
 * @param personal whether it names a service that needs consent, granted or not
 */
public record JudgedFile(String text, boolean personal) {}
