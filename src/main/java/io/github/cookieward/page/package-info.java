/** What the visitor sees, as text: banner, dialog and form. Knows no servlet. */
@NullMarked
package io.github.cookieward.page;

import org.jspecify.annotations.NullMarked;
