package io.github.edvr4j.train.loop;

import io.github.edvr4j.train.options.GuardOptions;

/** Options that tests have in common. */
final class TestOptions {

  static final GuardOptions GUARD = new GuardOptions(100, 50, 10, 10, 5, 20_000, 100);

  private TestOptions() {}
}
