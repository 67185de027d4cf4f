package io.github.edvr4j.cli;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** From the optional values that picocli fills to those of numbers. */
final class Optionals {

  private Optionals() {}

  static OptionalInt ofInt(Optional<Integer> value) {
    return value.isPresent() ? OptionalInt.of(value.get()) : OptionalInt.empty();
  }

  static OptionalLong ofLong(Optional<Long> value) {
    return value.isPresent() ? OptionalLong.of(value.get()) : OptionalLong.empty();
  }
}
