package io.github.edvr4j.train.data;

import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;
import java.util.List;

/**
 * Where a neighbor shows what the center frame shows, as far as it is known. Its displacement is
 * what a deformable convolution's offsets should be at the level whose pixels it counts.
 *
 * @param displacement (N, 2, h, w) in pixels of this resolution, dy and then dx: the neighbor shows
 *     at {@code p + displacement} what the center frame shows at {@code p}; 0 where unknown
 * @param known (N, 1, h, w), 1 where that holds, 0 where something hides the place in either frame,
 *     where the place lies outside the neighbor, and where nothing is known
 */
public record Motion(Tensor displacement, Tensor known) {

  /**
   * @throws IllegalArgumentException if the shapes don't fit together
   */
  public Motion {
    Shape shape = known.shape();
    if (shape.c() != 1
        || !displacement.shape().equals(new Shape(shape.n(), 2, shape.h(), shape.w()))) {
      throw new IllegalArgumentException(
          "no motion: displacement %s, known %s".formatted(displacement.shape(), shape));
    }
  }

  /** Nothing is known of a frame of this size, (1, 2, height, width) and (1, 1, height, width). */
  public static Motion unknown(int height, int width) {
    return new Motion(
        Tensor.zeros(new Shape(1, 2, height, width)), Tensor.zeros(new Shape(1, 1, height, width)));
  }

  /**
   * The motions one after another along N.
   *
   * @param motions at least one, all of one size
   */
  static Motion batch(List<Motion> motions) {
    return new Motion(
        Tensor.batch(motions.stream().map(Motion::displacement).toArray(Tensor[]::new)),
        Tensor.batch(motions.stream().map(Motion::known).toArray(Tensor[]::new)));
  }

  /**
   * The same of frames half as large, as the next level of the pyramid sees it: a pixel there is
   * four of these, all of which have to be known, and displacements are half as long.
   */
  public Motion halved() {
    Shape shape = known.shape();
    int height = shape.h() / 2;
    int width = shape.w() / 2;
    Motion half =
        new Motion(
            Tensor.zeros(new Shape(shape.n(), 2, height, width)),
            Tensor.zeros(new Shape(shape.n(), 1, height, width)));
    for (int n = 0; n < shape.n(); n++) {
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          if (sum(known, n, 0, y, x) == 4) {
            half.known.data()[half.known.index(n, 0, y, x)] = 1;
            for (int c = 0; c < 2; c++) {
              half.displacement.data()[half.displacement.index(n, c, y, x)] =
                  sum(displacement, n, c, y, x) / 8;
            }
          }
        }
      }
    }
    return half;
  }

  /** Of the four pixels that become one. */
  private static float sum(Tensor values, int n, int c, int y, int x) {
    return values.at(n, c, 2 * y, 2 * x)
        + values.at(n, c, 2 * y, 2 * x + 1)
        + values.at(n, c, 2 * y + 1, 2 * x)
        + values.at(n, c, 2 * y + 1, 2 * x + 1);
  }
}
