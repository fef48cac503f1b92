package io.github.cookieward.model;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A browser's test that is run twice, with script and without, and is told which: what it {@link
 * Proves} is proven both ways.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@ParameterizedTest(name = "script {0}")
@ValueSource(booleans = {true, false})
public @interface WithAndWithoutScript {}
