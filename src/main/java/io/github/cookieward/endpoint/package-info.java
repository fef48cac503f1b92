/** The visitor's answer, under one path that the filter itself serves. */
@NullMarked
package io.github.cookieward.endpoint;

import org.jspecify.annotations.NullMarked;
