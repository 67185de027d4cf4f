package io.github.edvr4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.edvr4j.alignment.Field;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class NeighborUseTest {

  /** Values are of type float, of which 255 levels have an error of 1e-5. */
  private static final Offset<Double> ROUNDING = within(1e-4);

  private static Field grey(double levels) {
    Field field = Field.zeros(2, 3, 3);
    Arrays.fill(field.values(), (float) (levels / 255));
    return field;
  }

  private static NeighborUse use(double fromCopies, double enlarged) {
    NeighborUse.Sum sum = new NeighborUse.Sum();
    sum.add(grey(100), grey(fromCopies), grey(enlarged));
    return sum.over(0.5);
  }

  @Test
  void framesCountByTheirMeanSquares() {
    NeighborUse.Sum sum = new NeighborUse.Sum();
    sum.add(grey(100), grey(103), grey(90));
    sum.add(grey(50), grey(46), grey(50));
    NeighborUse use = sum.over(0.5);
    assertThat(use.frames()).isEqualTo(2);
    assertThat(use.change()).isCloseTo(Math.sqrt((9 + 16) / 2.0), ROUNDING);
    assertThat(use.work()).isCloseTo(Math.sqrt(100 / 2.0), ROUNDING);
    assertThat(use.sentence())
        .isEqualTo(
            "uses its neighbors: without them, 2 frames change by 3.54 levels of 8 bits (RMS), 50 %"
                + " of the 7.07 by which the model changes plain enlargement; mean |offset| at"
                + " level 1 is 0.5 pixels");
  }

  @Test
  void whatIsBrighterThanWhiteIsWhite() {
    NeighborUse.Sum sum = new NeighborUse.Sum();
    sum.add(grey(255), grey(400), grey(-10));
    assertThat(sum.over(0).change()).isZero();
    assertThat(sum.over(0).work()).isCloseTo(255, ROUNDING);
  }

  @Test
  void wherePracticallyNothingChangesTheyHardlyCount() {
    assertThat(use(101, 90).sentence()).startsWith("hardly uses its neighbors: ");
    assertThat(use(100, 100).sentence()).startsWith("hardly uses its neighbors: ");
    assertThat(use(104, 90).sentence()).startsWith("uses its neighbors: ");
  }
}
