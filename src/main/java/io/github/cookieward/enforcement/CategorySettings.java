package io.github.cookieward.enforcement;

import io.github.cookieward.consent.Category;

/**
 * A category as a site offers it.
 *
 * @param category which one
 * @param since the version of the policy, from 1, with which it came or last changed: who answered
 *     an earlier one is asked about it again
 * @param name the site's own name for it, or empty for the built-in one
 * @param purpose the site's own sentence about it, or empty for the built-in one
 */
public record CategorySettings(Category category, int since, String name, String purpose) {
  /** A category with the built-in words. */
  public static CategorySettings of(Category category) {
    return new CategorySettings(category, 1, "", "");
  }
}
