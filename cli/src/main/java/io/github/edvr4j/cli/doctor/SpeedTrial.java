package io.github.edvr4j.cli.doctor;

import io.github.edvr4j.stream.Restorer;
import io.github.edvr4j.stream.SpeedCheck;
import io.github.edvr4j.stream.StreamOptions;
import io.github.edvr4j.zoo.Catalogue;
import io.github.edvr4j.zoo.KnownModel;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;

/** Computes for a moment. */
final class SpeedTrial {

  /** The bundled model's shape; the trial needs no file, since any weights take the same time. */
  private static final KnownModel SMALL = Catalogue.find("edvr-s-x4").orElseThrow();

  private static final int HEIGHT = 180;
  private static final int WIDTH = 320;

  private SpeedTrial() {}

  static Finding finding(Duration atMost) {
    try (Restorer restorer =
        new Restorer(
            SMALL.config(), SpeedTrial::weights, Runtime.getRuntime().availableProcessors())) {
      double speed = SpeedCheck.multiplyAddsPerSecond(restorer, atMost);
      long work = restorer.plan(HEIGHT, WIDTH, StreamOptions.DEFAULT).multiplyAdds();
      return Finding.ok(
          "speed",
          String.format(
              Locale.ROOT,
              "%.1f billion multiply-adds a second, so that %s takes about %.1f s for a"
                  + " frame of %dx%d",
              speed / 1e9,
              SMALL.name(),
              work / speed,
              WIDTH,
              HEIGHT));
    }
  }

  /** Small enough that nothing grows beyond what floats hold. */
  private static float[] weights(String name, int elements) {
    Random random = new Random(name.hashCode());
    float[] values = new float[elements];
    for (int i = 0; i < elements; i++) {
      values[i] = 0.1f * (random.nextFloat() - 0.5f);
    }
    return values;
  }
}
