/** A streaming rewriter that knows tags, and nothing about consent. */
@NullMarked
package io.github.cookieward.html;

import org.jspecify.annotations.NullMarked;
