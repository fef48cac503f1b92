package io.github.cookieward.model;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says of a test which rows of {@code src/test/cases/model/rows.tsv} it proves. {@code ModelTest}
 * makes docs/model.md of them.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Proves {
  /** The rows' ids. */
  String[] value();

  /**
   * Where. Nothing stands for Chromium, both ways where the test is {@link WithAndWithoutScript}
   * and else with script; and for the server where it is no browser's test.
   */
  In[] in() default {};

  /** Where something is proven. */
  enum In {
    /** In Chromium with script. */
    SCRIPT,
    /** In Chromium without script. */
    NO_SCRIPT,
    /** On the server, for any browser. */
    SERVER
  }
}
