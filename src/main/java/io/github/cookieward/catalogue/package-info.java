/** Which cookie, address, storage key, endpoint or parameter belongs to which service. */
@NullMarked
package io.github.cookieward.catalogue;

import org.jspecify.annotations.NullMarked;
