package io.github.edvr4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.github.edvr4j.kernel.scalar.ScalarGemm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The forked test runs really get the number of lanes that they are meant to test. */
@Tag("lanes")
class LanesTest {

  private static final String EXPECTED = "edvr.expected.lanes";

  @Test
  @EnabledIfSystemProperty(
      named = EXPECTED,
      matches = "\\d+",
      disabledReason = "this run is meant for no number of lanes")
  void hasTheExpectedLanes() {
    int expected = Integer.getInteger(EXPECTED);
    int lanes = Kernels.best().lanes();
    assumeFalse(
        tooNarrow(lanes, expected),
        () -> "vectors of %d lanes: this processor has %d".formatted(expected, lanes));
    assertThat(lanes).isEqualTo(expected);
    assertThat(Kernels.best().gemm() instanceof ScalarGemm).isEqualTo(expected == 1);
  }

  /** Whether vectors are there, but narrower than this run wants; the run narrows, never widens. */
  private static boolean tooNarrow(int lanes, int expected) {
    return lanes >= 4 && lanes < expected;
  }
}
