package io.github.edvr4j.train.data;

/** Lanczos' kernel of three lobes, which keeps pictures sharp when they are moved. */
final class Lanczos {

  private static final int LOBES = 3;
  static final int TAPS = 2 * LOBES;

  /** How finely places between pixels are told apart. */
  private static final int PHASES = 1024;

  private static final float[][] WEIGHTS = new float[PHASES + 1][];

  static {
    for (int phase = 0; phase <= PHASES; phase++) {
      WEIGHTS[phase] = weights((double) phase / PHASES);
    }
  }

  private Lanczos() {}

  /**
   * @param place between pixels, along one axis
   * @param extent how many pixels there are
   * @param stride from one pixel to the next in an array
   * @param offsets gets the offsets of the pixels that count, {@link #TAPS} of them
   * @return how much each counts, 1 in all; not to be changed
   */
  static float[] at(double place, int extent, int stride, int[] offsets) {
    int floor = (int) Math.floor(place);
    for (int k = 0; k < TAPS; k++) {
      offsets[k] = Math.clamp(floor + k - LOBES + 1, 0, extent - 1) * stride;
    }
    return WEIGHTS[(int) Math.round((place - floor) * PHASES)];
  }

  private static float[] weights(double fraction) {
    double[] values = new double[TAPS];
    double sum = 0;
    for (int k = 0; k < TAPS; k++) {
      double distance = fraction - (k - LOBES + 1);
      values[k] = Math.abs(distance) < LOBES ? sinc(distance) * sinc(distance / LOBES) : 0;
      sum += values[k];
    }
    float[] weights = new float[TAPS];
    for (int k = 0; k < TAPS; k++) {
      weights[k] = (float) (values[k] / sum);
    }
    return weights;
  }

  private static double sinc(double x) {
    if (x == Math.rint(x)) {
      // Exactly, so that a picture that isn't moved stays the same.
      return x == 0 ? 1 : 0;
    }
    return Math.sin(Math.PI * x) / (Math.PI * x);
  }
}
