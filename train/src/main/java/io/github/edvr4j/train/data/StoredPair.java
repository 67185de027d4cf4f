package io.github.edvr4j.train.data;

import java.util.Optional;

/** A {@link ClipPair} as it lies on disk. */
record StoredPair(Stored high, Optional<Stored> low) {

  String name() {
    return high.name();
  }
}
