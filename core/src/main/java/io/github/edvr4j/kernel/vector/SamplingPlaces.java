package io.github.edvr4j.kernel.vector;

import io.github.edvr4j.kernel.Image;
import io.github.edvr4j.kernel.Panel;
import io.github.edvr4j.ops.DeformConv2d;
import io.github.edvr4j.ops.Kernel2d;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * The four neighbours of every tap of one output pixel, as indices and weights that have the mask
 * in them: what reads the image only has to load, multiply and add.
 *
 * <p>A coordinate p lies between the pixels q and q + 1, q = round(p - 1/2), which get the weights
 * 1 - f and f, f = p - q. A weight is zero if its pixel is outside the image, and both are if p is
 * not in (-1, size) or not a number; an index outside is moved to the nearest one inside. What
 * reads the image needs no branches then.
 *
 * <p>Everything is interleaved as the offset is, y in the even places and x in the odd ones. One
 * vector holds both directions of several taps, and where y and x meet, each with the other one's
 * partner, an even place and the odd one behind it yield two of the four neighbours.
 */
final class SamplingPlaces {

  private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
  private static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(int.class, SPECIES.vectorShape());
  private static final int LANES = Lanes.COUNT;
  private static final VectorMask<Float> ODD = VectorMask.fromLong(SPECIES, 0xAAAA_AAAA_AAAA_AAAAL);
  private static final VectorMask<Integer> ODD_INTS = ODD.cast(INTS);

  /** Exchanges y and x. */
  private static final VectorShuffle<Float> PARTNER = VectorShuffle.fromOp(SPECIES, i -> i ^ 1);

  private static final VectorShuffle<Integer> PARTNER_INTS = PARTNER.cast(INTS);

  /** Repeats the values of a vector's first half, and of its second half. */
  private static final VectorShuffle<Float> TWICE_LOW = VectorShuffle.fromOp(SPECIES, i -> i / 2);

  private static final VectorShuffle<Float> TWICE_HIGH =
      VectorShuffle.fromOp(SPECIES, i -> (LANES + i) / 2);

  /** Added to a float, it leaves the nearest integer in the low bits. */
  private static final float ROUNDER = 0x1.8p23f;

  /** The largest float below 1/2: with 1/2 the float next to -1 would be rounded to -2. */
  private static final float HALF = 0x1.fffffep-2f;

  /** One for each thread: pieces of work are many and small. */
  private static final ThreadLocal<@Nullable SamplingPlaces> LAST = new ThreadLocal<>();

  private final DeformConv2d layer;
  private final int h;
  private final int w;
  private final int pixel;
  private final int rows;
  private final int coordinates;
  private final float[] taps;
  private final int[] channels;
  private final float[] masks;

  /** Taps of all groups. */
  final int count;

  /** Index of a tap's top left neighbour (2 tap) and of its bottom right one (2 tap + 1). */
  final int[] diagonal;

  /** Index of a tap's top right neighbour (2 tap) and of its bottom left one (2 tap + 1). */
  final int[] antidiagonal;

  /** Weights in the order of {@link #diagonal}. */
  final float[] diagonalWeights;

  /** Weights in the order of {@link #antidiagonal}. */
  final float[] antidiagonalWeights;

  /** For each vector of a group's channels and each tap where it belongs in a panel's row. */
  final int[][] cells;

  /**
   * Places for a layer, images like {@code x} and panels of {@code rows} rows; of the calling
   * thread until it asks again.
   *
   * @param lanes channels that are read at a time
   */
  static SamplingPlaces of(DeformConv2d layer, Image x, int rows, int lanes) {
    SamplingPlaces last = LAST.get();
    if (last != null && last.suits(layer, x, rows)) {
      return last;
    }
    SamplingPlaces places = new SamplingPlaces(layer, x, rows, lanes);
    LAST.set(places);
    return places;
  }

  private boolean suits(DeformConv2d otherLayer, Image x, int otherRows) {
    return layer.equals(otherLayer)
        && h == x.h()
        && w == x.w()
        && pixel == x.pixelStride()
        && rows == otherRows;
  }

  private SamplingPlaces(DeformConv2d layer, Image x, int rows, int lanes) {
    this.layer = layer;
    h = x.h();
    w = x.w();
    pixel = x.pixelStride();
    this.rows = rows;
    count = layer.maskChannels();
    coordinates = layer.offsetChannels();
    int padded = (coordinates + LANES - 1) / LANES * LANES;
    taps = new float[padded];
    channels = new int[padded];
    masks = new float[padded + LANES];
    diagonal = new int[padded];
    antidiagonal = new int[padded];
    diagonalWeights = new float[padded];
    antidiagonalWeights = new float[padded];
    Kernel2d kernel = layer.kernel();
    int width = layer.in() / layer.deformableGroups();
    cells = new int[width / lanes][count];
    for (int i = 0; i < count; i++) {
      int tap = i % kernel.taps();
      int first = i / kernel.taps() * width;
      taps[2 * i] = tap / kernel.width() * kernel.dilationY();
      taps[2 * i + 1] = tap % kernel.width() * kernel.dilationX();
      channels[2 * i] = first;
      channels[2 * i + 1] = first;
      for (int v = 0; v < cells.length; v++) {
        cells[v][i] = Panel.index(rows, 0, tap * layer.in() + first + v * lanes);
      }
    }
  }

  /** Every tap counts fully. */
  void noMasks() {
    Arrays.fill(masks, 1);
  }

  /**
   * Takes over the masks of a pixel.
   *
   * @param logits whether they are still to go through the sigmoid
   */
  void masks(float[] mask, int at, boolean logits) {
    for (int i = 0; i < count; i += LANES) {
      FloatVector values = Lanes.load(mask, at, i, count);
      FloatVector m = logits ? Sigmoid.of(values) : values;
      m.rearrange(TWICE_LOW).intoArray(masks, 2 * i);
      m.rearrange(TWICE_HIGH).intoArray(masks, 2 * i + LANES);
    }
  }

  /**
   * Computes the indices and weights of one output pixel, with the masks that were taken over last.
   *
   * @param offset the pixel's offsets start at {@code at}
   * @param top row where the kernel of the pixel starts
   * @param left column where it starts
   * @return the sum of |offset|
   */
  float compute(float[] offset, int at, int top, int left) {
    FloatVector zero = FloatVector.zero(SPECIES);
    FloatVector start = FloatVector.broadcast(SPECIES, top).blend(left, ODD);
    FloatVector size = FloatVector.broadcast(SPECIES, h).blend(w, ODD);
    FloatVector end = size.sub(1);
    IntVector last = IntVector.broadcast(INTS, h - 1).blend(w - 1, ODD_INTS);
    IntVector stride = IntVector.broadcast(INTS, w * pixel).blend(pixel, ODD_INTS);
    FloatVector sum = zero;
    for (int i = 0; i < coordinates; i += LANES) {
      FloatVector moved = Lanes.load(offset, at, i, coordinates);
      sum = sum.add(moved.abs());
      FloatVector place = FloatVector.fromArray(SPECIES, taps, i).add(start).add(moved);
      VectorMask<Float> inside =
          place.compare(VectorOperators.GT, -1).and(place.compare(VectorOperators.LT, size));
      FloatVector p = zero.blend(place, inside);
      FloatVector rounded = p.sub(HALF).add(ROUNDER);
      FloatVector q = rounded.sub(ROUNDER);
      FloatVector f = p.sub(q);
      VectorMask<Float> inside0 = inside.and(q.compare(VectorOperators.GE, 0));
      VectorMask<Float> inside1 = inside.and(q.compare(VectorOperators.LT, end));
      FloatVector weight0 = zero.blend(FloatVector.broadcast(SPECIES, 1).sub(f), inside0);
      FloatVector weight1 = zero.blend(f, inside1);
      FloatVector partner0 = weight0.rearrange(PARTNER);
      FloatVector partner1 = weight1.rearrange(PARTNER);
      FloatVector mask = FloatVector.fromArray(SPECIES, masks, i);
      weight0
          .mul(partner0)
          .blend(weight1.mul(partner1), ODD)
          .mul(mask)
          .intoArray(diagonalWeights, i);
      weight0.mul(partner1).mul(mask).intoArray(antidiagonalWeights, i);
      IntVector number = rounded.reinterpretAsInts().sub(Float.floatToRawIntBits(ROUNDER));
      IntVector index0 = number.max(0).mul(stride);
      IntVector index1 = number.add(1).min(last).mul(stride);
      IntVector other0 = index0.rearrange(PARTNER_INTS);
      IntVector other1 = index1.rearrange(PARTNER_INTS);
      IntVector channel = IntVector.fromArray(INTS, channels, i);
      index0.add(other0).blend(index1.add(other1), ODD_INTS).add(channel).intoArray(diagonal, i);
      index0.add(other1).add(channel).intoArray(antidiagonal, i);
    }
    return sum.reduceLanes(VectorOperators.ADD);
  }
}
