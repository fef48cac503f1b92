package io.github.cookieward.page;

/**
 * A script element of the page's author.
 *
 * @param src its address, or empty where the body is the script
 * @param type its type, such as {@code module}, or empty
 * @param async whether it runs when it has come
 * @param defer whether it runs when the page has been read
 * @param nonce its nonce, or empty
 * @param body the script itself, or empty; as in any script element it cannot be encoded, and must
 *     not come from a stranger
 */
public record Script(
    String src, String type, boolean async, boolean defer, String nonce, String body) {}
