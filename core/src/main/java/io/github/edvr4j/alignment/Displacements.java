package io.github.edvr4j.alignment;

/**
 * Offsets and masks of a deformable convolution, read in the order of their channels: of 2·G·K
 * offsets channel {@code 2 (g K + k)} is how far tap k of group g moves down (dy), the next one how
 * far it moves to the right (dx); mask {@code g K + k} is what the tap counts. Rows of taps come
 * first: tap k of a 3x3 kernel stands at (k / 3 - 1, k mod 3 - 1), in (y, x).
 *
 * @param offset (H, W, 2 G K), in pixels of the layer's level
 * @param mask (H, W, G K), 0 to 1
 * @param groups G
 */
public record Displacements(Field offset, Field mask, int groups) {

  /**
   * @throws IllegalArgumentException if offsets and masks don't belong together
   */
  public Displacements {
    if (offset.channels() != 2 * mask.channels() || mask.channels() % groups != 0) {
      throw new IllegalArgumentException(
          "%d offsets and %d masks are not those of %d groups"
              .formatted(offset.channels(), mask.channels(), groups));
    }
  }

  /** K, the taps of the kernel. */
  public int taps() {
    return mask.channels() / groups;
  }

  /** How far a tap moves down. */
  public float dy(int y, int x, int group, int tap) {
    return offset.at(y, x, 2 * (group * taps() + tap));
  }

  /** How far a tap moves to the right. */
  public float dx(int y, int x, int group, int tap) {
    return offset.at(y, x, 2 * (group * taps() + tap) + 1);
  }

  /** How much a tap counts. */
  public float mask(int y, int x, int group, int tap) {
    return mask.at(y, x, group * taps() + tap);
  }

  /** Where the taps of all groups move on average, each counting as much as its mask. */
  public Flow flow() {
    return flow(0, groups);
  }

  /** Where the taps of one group move on average, each counting as much as its mask. */
  public Flow flow(int group) {
    return flow(group, group + 1);
  }

  private Flow flow(int from, int to) {
    Flow flow = Flow.zeros(offset.height(), offset.width());
    for (int y = 0; y < flow.height(); y++) {
      for (int x = 0; x < flow.width(); x++) {
        double weight = 0;
        double sumX = 0;
        double sumY = 0;
        for (int group = from; group < to; group++) {
          for (int tap = 0; tap < taps(); tap++) {
            float counts = mask(y, x, group, tap);
            weight += counts;
            sumX += counts * dx(y, x, group, tap);
            sumY += counts * dy(y, x, group, tap);
          }
        }
        if (weight > 0) {
          flow.dx()[y * flow.width() + x] = (float) (sumX / weight);
          flow.dy()[y * flow.width() + x] = (float) (sumY / weight);
        }
      }
    }
    return flow;
  }

  /** What the taps of all groups count on average. */
  public Field meanMask() {
    return mask.meanOfChannels(0, mask.channels());
  }

  /** What the taps of one group count on average. */
  public Field meanMask(int group) {
    return mask.meanOfChannels(group * taps(), (group + 1) * taps());
  }
}
