/** The decisions: given a consent and a catalogue, what passes and what is withheld, and why. */
@NullMarked
package io.github.cookieward.enforcement;

import org.jspecify.annotations.NullMarked;
