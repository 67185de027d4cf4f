package io.github.edvr4j.stream;

import java.util.ArrayList;
import java.util.List;

/**
 * A frame's rows, or its columns, cut into overlapping tiles of one length.
 *
 * @param extent rows or columns of the frame
 * @param tile rows or columns of a tile
 * @param starts where each tile begins
 */
record TileAxis(int extent, int tile, List<Integer> starts) {

  /**
   * As few tiles as possible, spread evenly.
   *
   * @param extent a multiple of {@code multiple}
   * @param size length of a tile at most
   * @param overlap what neighbours have in common at least
   * @param multiple of which tiles and their places are multiples
   */
  static TileAxis of(int extent, int size, int overlap, int multiple) {
    int most = Math.max(size / multiple, 1) * multiple;
    if (extent <= most) {
      return new TileAxis(extent, extent, List.of(0));
    }
    // A small tile's rounding mustn't leave nothing but overlap.
    int common = Math.min(Math.ceilDiv(overlap, multiple) * multiple, most - multiple);
    int count = Math.ceilDiv(extent - common, most - common);
    int tile = Math.ceilDiv(extent + (count - 1) * common, count * multiple) * multiple;
    List<Integer> starts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long even = (long) i * (extent - tile) / (count - 1);
      starts.add((int) (even / multiple) * multiple);
    }
    return new TileAxis(extent, tile, List.copyOf(starts));
  }

  /**
   * How much each restored row or column of a tile counts. What two tiles have in common goes over
   * from one to the other in its middle half; its outer quarters, nearest to a cut, don't count.
   *
   * @param scale restored rows or columns for one
   * @return {@code tile * scale} weights; those of all tiles at one place add up to 1
   */
  float[] weights(int index, int scale) {
    float[] weights = new float[tile * scale];
    int start = starts.get(index);
    int leftEnd = index == 0 ? start : starts.get(index - 1) + tile;
    int rightStart = index == starts.size() - 1 ? start + tile : starts.get(index + 1);
    for (int i = 0; i < weights.length; i++) {
      double at = start + (i + 0.5) / scale;
      double fromLeft = at < leftEnd ? transition((at - start) / (leftEnd - start)) : 1;
      double toRight =
          at > rightStart ? transition((at - rightStart) / (start + tile - rightStart)) : 0;
      weights[i] = (float) (fromLeft * (1 - toRight));
    }
    return weights;
  }

  private static double transition(double part) {
    return Math.clamp(2 * part - 0.5, 0, 1);
  }
}
