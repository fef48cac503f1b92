package io.github.cookieward.enforcement;

import io.github.cookieward.http.WebUrl;

/**
 * Where the browser is when it reads something: the page that it asked for. A value.
 *
 * @param page the page's address, as the browser has it
 * @param contextPath the application's context path; empty for one at the root
 */
public record Place(WebUrl page, String contextPath) {}
