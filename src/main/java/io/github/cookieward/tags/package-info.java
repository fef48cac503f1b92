/** JSP tags, {@code uri="cookieward.tags"}: thin, over what the other rooms decide and render. */
@NullMarked
package io.github.cookieward.tags;

import org.jspecify.annotations.NullMarked;
