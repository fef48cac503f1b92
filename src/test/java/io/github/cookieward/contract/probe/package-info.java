/**
 * The site that the contract visits: servlets, filters and a listener of the WAR {@code contract}.
 * They use nothing of the library, as a site that was written before it.
 */
package io.github.cookieward.contract.probe;
