package io.github.edvr4j.kernel.vector;

import io.github.edvr4j.kernel.Image;
import io.github.edvr4j.ops.DeformConv2d;
import io.github.edvr4j.ops.Kernel2d;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.jspecify.annotations.Nullable;

/**
 * Where the taps of one output pixel read, and with which weights. Everything here is interleaved
 * as the offset is: y in the even places, x in the odd ones, so that one vector holds both
 * directions of several taps and no value has to change its lane.
 *
 * <p>A coordinate p lies between the pixels floor(p) and floor(p) + 1, which get the weights 1 - f
 * and f, f = p - floor(p). A weight is zero if its pixel is outside the image, and both are if p is
 * not in (-1, size) or not a number; an index outside is moved to the nearest one inside. What
 * reads the image needs no branches then.
 */
final class SamplingPlaces {

  private static final VectorSpecies<Float> SPECIES = Lanes.SPECIES;
  private static final VectorSpecies<Integer> INTS =
      VectorSpecies.of(int.class, SPECIES.vectorShape());
  private static final int LANES = Lanes.COUNT;
  private static final VectorMask<Float> ODD = VectorMask.fromLong(SPECIES, 0xAAAA_AAAA_AAAA_AAAAL);
  private static final VectorMask<Integer> ODD_INTS = ODD.cast(INTS);

  /** Added and taken away again, it rounds a float to an integer. */
  private static final float ROUNDER = 0x1.8p23f;

  /** One for each thread: pieces of work are many and small. */
  private static final ThreadLocal<@Nullable SamplingPlaces> LAST = new ThreadLocal<>();

  private final DeformConv2d layer;
  private final int h;
  private final int w;
  private final int pixel;
  private final int coordinates;
  private final float[] taps;

  /** Masks of the taps, for the caller to fill in. */
  final float[] masks;

  /** Weights of floor(p). */
  final float[] weight0;

  /** Weights of floor(p) + 1. */
  final float[] weight1;

  /** Distance of row or column floor(p) from the first one, in floats. */
  final int[] index0;

  /** Distance of row or column floor(p) + 1 from the first one, in floats. */
  final int[] index1;

  /** Places for a layer and images like {@code x}; of the calling thread until it asks again. */
  static SamplingPlaces of(DeformConv2d layer, Image x) {
    SamplingPlaces last = LAST.get();
    if (last != null && last.suits(layer, x)) {
      return last;
    }
    SamplingPlaces places = new SamplingPlaces(layer, x);
    LAST.set(places);
    return places;
  }

  private boolean suits(DeformConv2d otherLayer, Image x) {
    return layer.equals(otherLayer) && h == x.h() && w == x.w() && pixel == x.pixelStride();
  }

  private SamplingPlaces(DeformConv2d layer, Image x) {
    this.layer = layer;
    h = x.h();
    w = x.w();
    pixel = x.pixelStride();
    coordinates = layer.offsetChannels();
    masks = new float[layer.maskChannels() + LANES];
    int padded = (coordinates + LANES - 1) / LANES * LANES;
    taps = new float[padded];
    weight0 = new float[padded];
    weight1 = new float[padded];
    index0 = new int[padded];
    index1 = new int[padded];
    Kernel2d kernel = layer.kernel();
    for (int i = 0; i < coordinates; i += 2) {
      int tap = i / 2 % kernel.taps();
      taps[i] = tap / kernel.width() * kernel.dilationY();
      taps[i + 1] = tap % kernel.width() * kernel.dilationX();
    }
  }

  /**
   * Computes the places of one output pixel.
   *
   * @param offset the pixel's offsets start at {@code at}
   * @param top row where the kernel of the pixel starts
   * @param left column where it starts
   * @return the sum of |offset|
   */
  float compute(float[] offset, int at, int top, int left) {
    FloatVector start = FloatVector.broadcast(SPECIES, top).blend(left, ODD);
    FloatVector size = FloatVector.broadcast(SPECIES, h).blend(w, ODD);
    IntVector last = IntVector.broadcast(INTS, h - 1).blend(w - 1, ODD_INTS);
    IntVector stride = IntVector.broadcast(INTS, w * pixel).blend(pixel, ODD_INTS);
    FloatVector sum = FloatVector.zero(SPECIES);
    for (int i = 0; i < coordinates; i += LANES) {
      FloatVector moved = Lanes.load(offset, at, i, coordinates);
      sum = sum.add(moved.abs());
      FloatVector place = FloatVector.fromArray(SPECIES, taps, i).add(start).add(moved);
      VectorMask<Float> inside =
          place.compare(VectorOperators.GT, -1).and(place.compare(VectorOperators.LT, size));
      FloatVector p = FloatVector.zero(SPECIES).blend(place, inside);
      FloatVector nearest = p.add(ROUNDER).sub(ROUNDER);
      FloatVector floor =
          nearest.lanewise(VectorOperators.SUB, 1, nearest.compare(VectorOperators.GT, p));
      FloatVector fraction = p.sub(floor);
      VectorMask<Float> inside0 = inside.and(floor.compare(VectorOperators.GE, 0));
      VectorMask<Float> inside1 = inside.and(floor.add(1).compare(VectorOperators.LT, size));
      FloatVector zero = FloatVector.zero(SPECIES);
      zero.blend(FloatVector.broadcast(SPECIES, 1).sub(fraction), inside0).intoArray(weight0, i);
      zero.blend(fraction, inside1).intoArray(weight1, i);
      IntVector index = (IntVector) floor.convert(VectorOperators.F2I, 0);
      index.max(0).mul(stride).intoArray(index0, i);
      index.add(1).min(last).mul(stride).intoArray(index1, i);
    }
    return sum.reduceLanes(VectorOperators.ADD);
  }
}
