package io.github.edvr4j.report;

import io.github.edvr4j.alignment.Field;
import java.util.Locale;

/**
 * How much of what a network makes comes from a frame's neighbors: what becomes different when
 * copies of the frame take their place. Without a reference nobody can say whether for the better,
 * but where next to nothing changes, nothing can be gained.
 *
 * @param frames that were looked at
 * @param change between frames restored from their windows and from copies of themselves
 * @param work between frames restored from their windows and enlarged bicubically; both the root of
 *     the mean square over all values, in levels of 8 bits
 * @param offset mean |offset| of level 1, in pixels
 */
public record NeighborUse(int frames, double change, double work, double offset) {

  /**
   * Below this share of the work, neighbors hardly count. The bundled model of commit 56fea19,
   * whose temporal gain is a few hundredths of a decibel, has 0.12 on its sample.
   */
  private static final double LITTLE = 0.25;

  /** One sentence with the figures. */
  public String sentence() {
    String verdict = share() < LITTLE ? "hardly uses its neighbors" : "uses its neighbors";
    return String.format(
        Locale.ROOT,
        "%s: without them, %d frame%s change%s by %.2f levels of 8 bits (RMS), %.0f %% of the %.2f"
            + " by which the model changes plain enlargement; mean |offset| at level 1 is %s"
            + " pixels",
        verdict,
        frames,
        frames == 1 ? "" : "s",
        frames == 1 ? "s" : "",
        change,
        100 * share(),
        work,
        Scale.text(offset));
  }

  private double share() {
    return work > 0 ? change / work : 0;
  }

  /** Adds up frames. */
  static final class Sum {

    private int frames;
    private double change;
    private double work;

    /**
     * @param restored from the frame's window
     * @param fromCopies restored from copies of the frame
     * @param enlarged bicubically
     */
    void add(Field restored, Field fromCopies, Field enlarged) {
      frames++;
      change += meanSquare(restored, fromCopies);
      work += meanSquare(restored, enlarged);
    }

    NeighborUse over(double offset) {
      int least = Math.max(frames, 1);
      return new NeighborUse(frames, Math.sqrt(change / least), Math.sqrt(work / least), offset);
    }

    private static double meanSquare(Field a, Field b) {
      double sum = 0;
      for (int i = 0; i < a.values().length; i++) {
        double difference = level(a.values()[i]) - level(b.values()[i]);
        sum += difference * difference;
      }
      return sum / a.values().length;
    }

    /** What isn't between black and white is cut, as it is in pictures. */
    private static double level(float value) {
      return 255 * Math.clamp(value, 0.0, 1.0);
    }
  }
}
