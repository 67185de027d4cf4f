package io.github.edvr4j.alignment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DisplacementsTest {

  private static final Offset<Float> ROUNDING = within(1e-6f);

  /** One pixel, two groups of two taps, channels as the network orders them. */
  private final Displacements pixel =
      new Displacements(
          new Field(1, 1, 8, new float[] {1, 2, 3, 4, 50, 60, 70, 80}),
          new Field(1, 1, 4, new float[] {1, 0.5f, 0.25f, 0.75f}),
          2);

  @Test
  void downAndRightTakeTurnsTapByTapAndGroupByGroup() {
    assertThat(pixel.taps()).isEqualTo(2);
    assertThat(pixel.dy(0, 0, 0, 0)).isEqualTo(1);
    assertThat(pixel.dx(0, 0, 0, 0)).isEqualTo(2);
    assertThat(pixel.dy(0, 0, 0, 1)).isEqualTo(3);
    assertThat(pixel.dx(0, 0, 0, 1)).isEqualTo(4);
    assertThat(pixel.dy(0, 0, 1, 0)).isEqualTo(50);
    assertThat(pixel.dx(0, 0, 1, 1)).isEqualTo(80);
    assertThat(pixel.mask(0, 0, 1, 0)).isEqualTo(0.25f);
  }

  @Test
  void tapsCountAsMuchAsTheirMasks() {
    Flow first = pixel.flow(0);
    assertThat(first.dy()[0]).isEqualTo((1 * 1 + 3 * 0.5f) / 1.5f, ROUNDING);
    assertThat(first.dx()[0]).isEqualTo((2 * 1 + 4 * 0.5f) / 1.5f, ROUNDING);
    Flow all = pixel.flow();
    assertThat(all.dy()[0])
        .isEqualTo((1 + 3 * 0.5f + 50 * 0.25f + 70 * 0.75f) / 2.5f, within(1e-5f));
    assertThat(pixel.meanMask(1).values()).containsExactly(0.5f);
    assertThat(pixel.meanMask().values()).containsExactly(0.625f);
  }

  @Test
  void whereNothingCountsNothingMoves() {
    Displacements closed =
        new Displacements(
            new Field(1, 1, 4, new float[] {9, 9, 9, 9}), new Field(1, 1, 2, new float[2]), 1);
    assertThat(closed.flow()).isEqualTo(Flow.zeros(1, 1));
  }

  @Test
  void masksOfOtherGroupsAreRefused() {
    Field offset = new Field(1, 1, 8, new float[8]);
    assertThatThrownBy(() -> new Displacements(offset, new Field(1, 1, 4, new float[4]), 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("3 groups");
  }
}
