/** What a visitor agreed to. */
@NullMarked
package io.github.cookieward.consent;

import org.jspecify.annotations.NullMarked;
