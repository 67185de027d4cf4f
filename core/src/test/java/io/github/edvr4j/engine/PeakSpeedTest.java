package io.github.edvr4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("lanes")
class PeakSpeedTest {

  @Test
  void evenAMomentGivesAPossibleSpeed() {
    try (Engine engine = new Engine(2)) {
      assertThat(PeakSpeed.multiplyAddsPerSecond(engine, Duration.ZERO)).isBetween(1e3, 1e14);
    }
  }
}
