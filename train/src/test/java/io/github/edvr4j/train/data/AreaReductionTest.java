package io.github.edvr4j.train.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.metrics.Rgb8;
import org.junit.jupiter.api.Test;

class AreaReductionTest {

  @Test
  void takesTheMeanOfEachSquareAndCutsTheRest() {
    byte[] values = new byte[3 * 3 * 5];
    int[] greys = {10, 20, 30, 40, 99, 11, 22, 250, 255, 99, 99, 99, 99, 99, 99};
    for (int i = 0; i < greys.length; i++) {
      for (int c = 0; c < 3; c++) {
        values[3 * i + c] = (byte) (c == 2 ? 0 : greys[i]);
      }
    }
    Rgb8 reduced = AreaReduction.reduce(new Rgb8(3, 5, values), 2);
    // (10 + 20 + 11 + 22) / 4 = 15.75, (30 + 40 + 250 + 255) / 4 = 143.75
    assertThat(reduced)
        .isEqualTo(new Rgb8(1, 2, new byte[] {16, 16, 0, (byte) 144, (byte) 144, 0}));
  }

  @Test
  void leavesAPictureAsItIs() {
    Rgb8 picture = DataFiles.picture(4, 4, 2);
    assertThat(AreaReduction.reduce(picture, 1)).isSameAs(picture);
  }
}
