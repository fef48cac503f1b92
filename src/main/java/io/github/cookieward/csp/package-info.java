/** Content Security Policy as a value, and nothing about consent. */
@NullMarked
package io.github.cookieward.csp;

import org.jspecify.annotations.NullMarked;
