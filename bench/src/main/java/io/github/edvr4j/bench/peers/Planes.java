package io.github.edvr4j.bench.peers;

/** Between our arrays with channels last, (H, W, C), and the other libraries' (C, H, W). */
final class Planes {

  private Planes() {}

  /**
   * @param values (H, W, C)
   * @return (C, H, W)
   */
  static float[] of(float[] values, int channels) {
    return transposed(values, values.length / channels, channels);
  }

  /**
   * @param values (C, H, W)
   * @return (H, W, C)
   */
  static float[] interleaved(float[] values, int channels) {
    return transposed(values, channels, values.length / channels);
  }

  private static float[] transposed(float[] values, int rows, int columns) {
    float[] transposed = new float[values.length];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        transposed[column * rows + row] = values[row * columns + column];
      }
    }
    return transposed;
  }
}
