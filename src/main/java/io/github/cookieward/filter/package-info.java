/** The servlet filter: turns the container's calls into questions and obeys the answers. */
@NullMarked
package io.github.cookieward.filter;

import org.jspecify.annotations.NullMarked;
