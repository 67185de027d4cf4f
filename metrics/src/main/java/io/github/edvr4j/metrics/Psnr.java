package io.github.edvr4j.metrics;

/** Peak signal-to-noise ratio, as BasicSR's {@code calculate_psnr} defines it. */
public final class Psnr {

  private Psnr() {}

  /**
   * How close two pictures are: 10 log10(255² / mean squared error), the mean taken over all
   * compared channels and pixels together.
   *
   * @param cropBorder rows and columns left out on each side
   * @return decibels; infinity for equal pictures
   * @throws IllegalArgumentException if the sizes differ or the border leaves nothing
   */
  public static double between(Rgb8 a, Rgb8 b, Channels channels, int cropBorder) {
    Channels.requireSameSize(a, b);
    double squares = 0;
    long count = 0;
    for (int c = 0; c < channels.count(); c++) {
      double[] left = channels.plane(a, c, cropBorder).values();
      double[] right = channels.plane(b, c, cropBorder).values();
      for (int i = 0; i < left.length; i++) {
        double difference = left[i] - right[i];
        squares += difference * difference;
      }
      count += left.length;
    }
    return 10 * Math.log10(255.0 * 255.0 / (squares / count));
  }
}
