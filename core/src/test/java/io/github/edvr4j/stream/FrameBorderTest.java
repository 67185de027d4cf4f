package io.github.edvr4j.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class FrameBorderTest {

  /** Which columns of a frame of one row stand in the padded one. */
  private static int[] columns(int width, int multiple) {
    float[] rgb = new float[width * Frame.CHANNELS];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = i;
    }
    FrameBorder border = new FrameBorder(1, width, multiple);
    float[] padded = pad(border, new Frame(1, width, rgb));
    int[] columns = new int[border.paddedWidth()];
    for (int x = 0; x < columns.length; x++) {
      columns[x] = (int) padded[x * Frame.CHANNELS] / Frame.CHANNELS;
      for (int c = 0; c < Frame.CHANNELS; c++) {
        assertThat(padded[x * Frame.CHANNELS + c]).isEqualTo(columns[x] * Frame.CHANNELS + c);
      }
    }
    return columns;
  }

  @Test
  void reflectsWithoutRepeatingTheEdge() {
    assertThat(columns(8, 4)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(columns(7, 4)).containsExactly(0, 1, 2, 3, 4, 5, 6, 5);
    assertThat(columns(5, 4)).containsExactly(0, 1, 2, 3, 4, 3, 2, 1);
    assertThat(columns(3, 4)).containsExactly(0, 1, 2, 1);
    assertThat(columns(9, 16)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 7, 6, 5, 4, 3, 2, 1);
  }

  @Test
  void repeatsTheEdgeOfWhatIsTooSmallToReflect() {
    assertThat(columns(1, 4)).containsExactly(0, 0, 0, 0);
    assertThat(columns(2, 4)).containsExactly(0, 1, 1, 1);
    assertThat(columns(8, 16)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7);
  }

  @Test
  void rowsAndColumnsArePaddedEachByItsOwnSize() {
    // 2 rows are too few for 2 more, 3 columns suffice for one more.
    float[] rgb = new float[2 * 3 * 3];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = i / 3;
    }
    float[] padded = pad(new FrameBorder(2, 3, 4), new Frame(2, 3, rgb));
    int[][] pixels = {{0, 1, 2, 1}, {3, 4, 5, 4}, {3, 4, 5, 4}, {3, 4, 5, 4}};
    for (int y = 0; y < 4; y++) {
      for (int x = 0; x < 4; x++) {
        assertThat(padded[(y * 4 + x) * 3]).isEqualTo(pixels[y][x]);
      }
    }
  }

  @Test
  void refusesFramesOfAnotherSize() {
    FrameBorder border = new FrameBorder(2, 3, 4);
    assertThatThrownBy(() -> pad(border, new Frame(3, 2, new float[18])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("frames of 3x2 were announced, got Frame[2x3]");
  }

  private static float[] pad(FrameBorder border, Frame frame) {
    float[] padded = new float[border.values()];
    border.pad(frame, padded);
    return padded;
  }
}
