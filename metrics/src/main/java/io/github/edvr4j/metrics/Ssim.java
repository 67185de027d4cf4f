package io.github.edvr4j.metrics;

/**
 * Structural similarity (Wang et al., "Image quality assessment: From error visibility to
 * structural similarity"), as BasicSR's {@code calculate_ssim} and the authors' MATLAB code define
 * it: an 11x11 Gaussian window of sigma 1.5, only where it lies inside the picture.
 */
public final class Ssim {

  /** Rows and columns that a picture must have: the window's. */
  public static final int LEAST_EXTENT = 11;

  private static final int TAPS = LEAST_EXTENT;
  private static final double SIGMA = 1.5;
  private static final int STRIP = 64;
  private static final double C1 = Math.pow(0.01 * 255, 2);
  private static final double C2 = Math.pow(0.03 * 255, 2);
  private static final double[] WINDOW = gaussian();

  private Ssim() {}

  /**
   * How alike two pictures are: the mean over the window's positions, and over the channels.
   *
   * @param cropBorder rows and columns left out on each side
   * @return 1 for equal pictures, less for others
   * @throws IllegalArgumentException if the sizes differ or the border leaves less than 11x11
   *     pixels
   */
  public static double between(Rgb8 a, Rgb8 b, Channels channels, int cropBorder) {
    Channels.requireSameSize(a, b);
    if (Math.min(a.height(), a.width()) - 2 * cropBorder < TAPS) {
      throw new IllegalArgumentException(
          "SSIM needs %dx%d pixels, %s without a border of %d has fewer"
              .formatted(TAPS, TAPS, a, cropBorder));
    }
    double sum = 0;
    for (int c = 0; c < channels.count(); c++) {
      sum += between(channels.plane(a, c, cropBorder), channels.plane(b, c, cropBorder));
    }
    return sum / channels.count();
  }

  /** The mean, taken strip by strip: what it is made from is several times as large as a plane. */
  private static double between(Plane a, Plane b) {
    int height = a.height() - TAPS + 1;
    double sum = 0;
    for (int from = 0; from < height; from += STRIP) {
      int to = Math.min(from + STRIP, height) + TAPS - 1;
      sum += sum(a.rows(from, to), b.rows(from, to));
    }
    return sum / height / (a.width() - TAPS + 1);
  }

  private static double sum(Plane a, Plane b) {
    Plane meanA = blur(a);
    Plane meanB = blur(b);
    Plane meanAa = blur(product(a, a));
    Plane meanBb = blur(product(b, b));
    Plane meanAb = blur(product(a, b));
    double sum = 0;
    for (int i = 0; i < meanA.values().length; i++) {
      double ma = meanA.values()[i];
      double mb = meanB.values()[i];
      double varianceA = meanAa.values()[i] - ma * ma;
      double varianceB = meanBb.values()[i] - mb * mb;
      double covariance = meanAb.values()[i] - ma * mb;
      sum +=
          (2 * ma * mb + C1)
              * (2 * covariance + C2)
              / ((ma * ma + mb * mb + C1) * (varianceA + varianceB + C2));
    }
    return sum;
  }

  private static Plane product(Plane a, Plane b) {
    return Plane.filled(a.height(), a.width(), (y, x) -> a.at(y, x) * b.at(y, x));
  }

  /** The window's weighted mean wherever it lies inside: 10 rows and 10 columns fewer. */
  private static Plane blur(Plane plane) {
    Plane rows =
        Plane.filled(
            plane.height(),
            plane.width() - TAPS + 1,
            (y, x) -> {
              double sum = 0;
              for (int k = 0; k < TAPS; k++) {
                sum += WINDOW[k] * plane.at(y, x + k);
              }
              return sum;
            });
    return Plane.filled(
        plane.height() - TAPS + 1,
        rows.width(),
        (y, x) -> {
          double sum = 0;
          for (int k = 0; k < TAPS; k++) {
            sum += WINDOW[k] * rows.at(y + k, x);
          }
          return sum;
        });
  }

  private static double[] gaussian() {
    double[] window = new double[TAPS];
    double sum = 0;
    for (int k = 0; k < TAPS; k++) {
      double distance = k - TAPS / 2;
      window[k] = Math.exp(-distance * distance / (2 * SIGMA * SIGMA));
      sum += window[k];
    }
    for (int k = 0; k < TAPS; k++) {
      window[k] /= sum;
    }
    return window;
  }
}
