package io.github.edvr4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.edvr4j.kernel.scalar.ScalarGemm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The forked test runs really get the number of lanes that they are meant to test. */
@Tag("lanes")
class LanesTest {

  @Test
  void hasTheExpectedLanes() {
    int expected = Integer.getInteger("edvr.expected.lanes", Kernels.best().lanes());
    assumeTrue(
        Kernels.best().lanes() == expected || !tooNarrow(expected),
        () ->
            "this processor has %d lanes, not the %d of this run"
                .formatted(Kernels.best().lanes(), expected));
    assertThat(Kernels.best().lanes()).isEqualTo(expected);
    assertThat(Kernels.best().gemm() instanceof ScalarGemm).isEqualTo(expected == 1);
  }

  /** Whether vectors are there, but narrower than this run wants; the run narrows, never widens. */
  private static boolean tooNarrow(int expected) {
    return expected > 4 && Kernels.best().lanes() >= 4 && Kernels.best().lanes() < expected;
  }
}
