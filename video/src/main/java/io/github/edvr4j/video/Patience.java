package io.github.edvr4j.video;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * How long something is waited for.
 *
 * @param limit after which it is given up
 * @param failure what is thrown then
 */
record Patience(Duration limit, Supplier<? extends RuntimeException> failure) {

  /** Waits for as long as it takes. */
  static final Patience ENDLESS =
      new Patience(Duration.ofDays(10_000), () -> new IllegalStateException("after 27 years"));
}
