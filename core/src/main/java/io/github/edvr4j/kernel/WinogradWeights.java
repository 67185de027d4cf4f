package io.github.edvr4j.kernel;

/**
 * A 3x3 layer's weight in Winograd's domain: U = G g Gt for each pair of channels (Lavin and Gray
 * 2016, section 4.3), in double and rounded once, as 36 packed matrices of (in x out).
 *
 * <pre>
 *       1/4     0    0
 *      -1/6  -1/6 -1/6
 *  G = -1/6   1/6 -1/6
 *      1/24  1/12  1/6
 *      1/24 -1/12  1/6
 *         0     0    1
 * </pre>
 *
 * @param data the matrix of position p, as {@link Gemm#pack} made it, starts at {@code p * stride}
 * @param stride floats from one position's matrix to the next
 */
public record WinogradWeights(float[] data, int stride) {

  private static final double[][] G = {
    {1 / 4.0, 0, 0},
    {-1 / 6.0, -1 / 6.0, -1 / 6.0},
    {-1 / 6.0, 1 / 6.0, -1 / 6.0},
    {1 / 24.0, 1 / 12.0, 1 / 6.0},
    {1 / 24.0, -1 / 12.0, 1 / 6.0},
    {0, 0, 1}
  };

  /**
   * Transforms the weight of a layer, or of the input channels {@code from} (inclusive) to {@code
   * to} (exclusive) of it.
   *
   * @param weight (out, in, 3, 3), row-major
   */
  public static WinogradWeights of(Gemm gemm, float[] weight, int out, int in, int from, int to) {
    int depth = to - from;
    float[][] positions = new float[WinogradTransform.POSITIONS][depth * out];
    for (int o = 0; o < out; o++) {
      for (int c = from; c < to; c++) {
        transform(weight, (o * in + c) * 9, positions, (c - from) * out + o);
      }
    }
    int stride = gemm.packedSize(depth, out);
    float[] data = new float[WinogradTransform.POSITIONS * stride];
    for (int p = 0; p < WinogradTransform.POSITIONS; p++) {
      System.arraycopy(gemm.pack(positions[p], depth, out), 0, data, p * stride, stride);
    }
    return new WinogradWeights(data, stride);
  }

  private static void transform(float[] weight, int from, float[][] positions, int to) {
    for (int i = 0; i < WinogradTransform.WINDOW; i++) {
      for (int j = 0; j < WinogradTransform.WINDOW; j++) {
        double sum = 0;
        for (int y = 0; y < 3; y++) {
          for (int x = 0; x < 3; x++) {
            sum += G[i][y] * weight[from + y * 3 + x] * G[j][x];
          }
        }
        positions[i * WinogradTransform.WINDOW + j][to] = (float) sum;
      }
    }
  }
}
