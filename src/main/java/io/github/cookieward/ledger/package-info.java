/**
 * What accounts have saved, and what follows from it for a browser. It knows databases, and no
 * servlet.
 */
@NullMarked
package io.github.cookieward.ledger;

import org.jspecify.annotations.NullMarked;
