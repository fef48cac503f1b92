package io.github.cookieward.enforcement;

import java.util.Optional;

/**
 * A field of the response as one visitor may have it.
 *
 * @param value what to send, which may have lost a part, or take back what a browser has kept;
 *     empty where the field is withheld
 * @param personal whether it is so because the visitor has agreed to something: a cache may not
 *     give it to others
 */
public record JudgedField(Optional<String> value, boolean personal) {}
