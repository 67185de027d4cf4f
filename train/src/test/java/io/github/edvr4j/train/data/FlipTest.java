package io.github.edvr4j.train.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlipTest {

  /** What {@code augment} of BasicSR's transforms.py makes of [[1, 2, 3], [4, 5, 6]]. */
  @ParameterizedTest
  @CsvSource({
    "false, false, false, '1 2 3 4 5 6'",
    "true, false, false, '3 2 1 6 5 4'",
    "false, true, false, '4 5 6 1 2 3'",
    "true, true, false, '6 5 4 3 2 1'",
    "false, false, true, '1 4 2 5 3 6'",
    "true, false, true, '3 6 2 5 1 4'",
    "false, true, true, '4 1 5 2 6 3'",
    "true, true, true, '6 3 5 2 4 1'"
  })
  void laysAPictureAsBasicSrDoes(
      boolean horizontal, boolean vertical, boolean transpose, String expected) {
    Tensor frame = new Tensor(Shape.of(2, 2, 3), new float[] {1, 2, 3, 4, 5, 6, 7, 7, 7, 7, 7, 7});
    Tensor laid = new Flip(horizontal, vertical, transpose).apply(frame);
    assertThat(laid.shape()).isEqualTo(transpose ? Shape.of(2, 3, 2) : Shape.of(2, 2, 3));
    StringBuilder values = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      values.append(i == 0 ? "" : " ").append((int) laid.data()[i]);
    }
    assertThat(values).hasToString(expected);
    assertThat(laid.data()).endsWith(7, 7, 7, 7, 7, 7);
  }

  @Test
  void allEightWaysAreDrawnAndOnlyThoseAllowed() {
    Set<Flip> all = new HashSet<>();
    Set<Flip> flips = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      all.add(Flip.draw(true, true, Draws.of(1, i, 0)));
      flips.add(Flip.draw(true, false, Draws.of(1, i, 0)));
    }
    assertThat(all).hasSize(8);
    assertThat(flips)
        .containsExactlyInAnyOrder(new Flip(false, false, false), new Flip(true, false, false));
  }
}
