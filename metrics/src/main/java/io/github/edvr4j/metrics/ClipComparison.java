package io.github.edvr4j.metrics;

import java.util.OptionalDouble;

/**
 * A clip judged against a reference, frame by frame. Only the last frame's error is kept, so that a
 * clip may be of any length. One thread at a time.
 *
 * <p>Flicker is what changes from frame to frame in the one clip and not in the other: the mean of
 * |(A_t - A_t-1) - (B_t - B_t-1)| over the compared channels and pixels, in levels of 8 bits. A
 * constant error has none, however large it is.
 */
public final class ClipComparison {

  /**
   * How close one frame is to the reference's.
   *
   * @param psnr decibels; infinity for equal frames
   * @param ssim 1 for equal frames, less for others
   * @param flicker levels of 8 bits; empty for the first frame
   */
  public record Score(double psnr, double ssim, OptionalDouble flicker) {}

  /**
   * The means over the frames so far.
   *
   * @param frames how many were compared
   * @param identical how many of them equal the reference's; their PSNR, being infinite, is left
   *     out of the mean
   * @param psnr decibels; infinity if all frames are identical
   * @param flicker empty below two frames
   */
  public record Mean(
      long frames, long identical, double psnr, double ssim, OptionalDouble flicker) {}

  private final Channels channels;
  private final int cropBorder;
  private float[] lastError = {};
  private long frames;
  private long identical;
  private double psnrSum;
  private double ssimSum;
  private double flickerSum;

  /**
   * @param cropBorder rows and columns left out on each side of every frame
   */
  public ClipComparison(Channels channels, int cropBorder) {
    this.channels = channels;
    this.cropBorder = cropBorder;
  }

  /**
   * Compares the next two frames.
   *
   * @throws IllegalArgumentException if their sizes differ from each other or from those before, or
   *     the border leaves less than the 11x11 pixels that SSIM needs
   */
  public Score add(Rgb8 judged, Rgb8 reference) {
    double psnr = Psnr.between(judged, reference, channels, cropBorder);
    double ssim = Ssim.between(judged, reference, channels, cropBorder);
    float[] error = error(judged, reference);
    OptionalDouble flicker =
        frames == 0 ? OptionalDouble.empty() : OptionalDouble.of(meanDistance(error, lastError));
    lastError = error;
    frames++;
    if (psnr == Double.POSITIVE_INFINITY) {
      identical++;
    } else {
      psnrSum += psnr;
    }
    ssimSum += ssim;
    flickerSum += flicker.orElse(0);
    return new Score(psnr, ssim, flicker);
  }

  /**
   * The means over all frames so far.
   *
   * @throws IllegalStateException if there was none
   */
  public Mean mean() {
    if (frames == 0) {
      throw new IllegalStateException("no frame was compared yet");
    }
    return new Mean(
        frames,
        identical,
        identical == frames ? Double.POSITIVE_INFINITY : psnrSum / (frames - identical),
        ssimSum / frames,
        frames == 1 ? OptionalDouble.empty() : OptionalDouble.of(flickerSum / (frames - 1)));
  }

  /** The differences of all compared channels, one after another. */
  private float[] error(Rgb8 judged, Rgb8 reference) {
    int plane = (judged.height() - 2 * cropBorder) * (judged.width() - 2 * cropBorder);
    float[] error = new float[channels.count() * plane];
    for (int c = 0; c < channels.count(); c++) {
      double[] a = channels.plane(judged, c, cropBorder).values();
      double[] b = channels.plane(reference, c, cropBorder).values();
      for (int i = 0; i < plane; i++) {
        error[c * plane + i] = (float) (a[i] - b[i]);
      }
    }
    return error;
  }

  private static double meanDistance(float[] a, float[] b) {
    if (a.length != b.length) {
      throw new IllegalArgumentException("the frames' size changed within the clip");
    }
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]);
    }
    return sum / a.length;
  }
}
