package io.github.edvr4j.stream;

import io.github.edvr4j.model.EdvrConfig;

/** Whether frames are computed whole, or in tiles, which take less memory and more time. */
public sealed interface Tiling {

  /** Whole where memory suffices, else in the tiles that take the least time. */
  record Auto() implements Tiling {}

  /** Whole. */
  record Off() implements Tiling {}

  /**
   * In tiles.
   *
   * @param size rows and columns of a tile at most, in pixels of the frame
   * @param overlap pixels that neighbouring tiles have in common at least; beside a cut the network
   *     sees what is not there, so 0 shows seams
   */
  record Tiles(int size, int overlap) implements Tiling {
    /**
     * @throws IllegalArgumentException if the overlap is negative or more than a third of the size
     */
    public Tiles {
      if (overlap < 0 || size < Math.max(3L * overlap, 1)) {
        throw new IllegalArgumentException(
            "tiles of %d pixels can't overlap by %d: three times that is the least"
                .formatted(size, overlap));
      }
    }
  }

  /** The overlap at which no seam is seen, in pixels of the frame. */
  static int overlapFor(EdvrConfig config) {
    return 8 * config.sizeMultiple();
  }
}
