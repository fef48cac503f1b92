package io.github.cookieward.page;

import io.github.cookieward.consent.Category;
import io.github.cookieward.consent.Choice;
import java.util.function.Function;

/**
 * What a visitor is asked before an answer goes from one site to another.
 *
 * @param from what the site is called that the visitor comes from
 * @param to what the site is called that the visitor goes to
 * @param choices what goes along
 * @param action where the form sends it
 * @param own whether that is this site
 * @param token the token
 * @param returnTo where the other site leads afterwards
 * @param leave where the visitor goes without it
 */
public record HandOverOffer(
    String from,
    String to,
    Function<Category, Choice> choices,
    String action,
    boolean own,
    String token,
    String returnTo,
    String leave) {}
