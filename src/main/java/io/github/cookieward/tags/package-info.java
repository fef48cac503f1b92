/** The page's words: thin JSP tags over what the other rooms decide and render. */
@NullMarked
package io.github.cookieward.tags;

import org.jspecify.annotations.NullMarked;
