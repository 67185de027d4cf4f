package io.github.edvr4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("lanes")
class FmaChainsTest {

  /** 0 + 1 + ... + 11: what the chains begin at. */
  private static final int BEGIN = 66;

  @Test
  void everyChainOfEveryLaneTakesEveryRound() {
    for (int rounds : new int[] {0, 1, 7, 1000}) {
      float expected = BEGIN + rounds * FmaChains.CHAINS * 1.5f;
      assertThat(Kernels.scalar().fma().run(rounds, 3, 0.5f)).isEqualTo(expected);
      int lanes = Kernels.best().lanes();
      assertThat(Kernels.best().fma().run(rounds, 3, 0.5f)).isEqualTo(lanes * expected);
    }
  }
}
