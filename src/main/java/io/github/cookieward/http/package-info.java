/** HTTP's own words, and nothing about consent. */
@NullMarked
package io.github.cookieward.http;

import org.jspecify.annotations.NullMarked;
