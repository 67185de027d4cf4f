package io.github.edvr4j.cli.doctor;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.train.torch.Libtorch;

/** The library that trains. Restoring doesn't need it, so that its absence is no failure. */
final class LibtorchCheck {

  private static final String ADVICE =
      "restoring works without it; to train, where it exists for this system, build anew on it:"
          + " mvn -pl cli -am -DskipTests package";

  private LibtorchCheck() {}

  static Finding finding() {
    try {
      Libtorch.load();
      String which = "%s, for training".formatted(Libtorch.version());
      return Libtorch.slowness()
          .map(why -> Finding.warning("libtorch", which, why))
          .orElseGet(() -> Finding.ok("libtorch", which));
    } catch (EdvrException e) {
      return Finding.warning("libtorch", "can't be loaded: " + e.getMessage(), ADVICE);
    }
  }
}
