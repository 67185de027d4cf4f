package io.github.edvr4j.kernel.vector;

import io.github.edvr4j.kernel.DeformableSampling;
import io.github.edvr4j.kernel.Image;
import io.github.edvr4j.kernel.Panel;
import io.github.edvr4j.kernel.scalar.ScalarDeformableSampling;
import io.github.edvr4j.ops.DeformConv2d;
import io.github.edvr4j.ops.Kernel2d;
import java.util.Arrays;
import java.util.Optional;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Bilinear sampling along vectors of channels, with the rule of {@link ScalarDeformableSampling}:
 * first the places and weights of all taps of a pixel ({@link SamplingPlaces}), then for each tap
 * and vector four loads and a mix of them that has no branches.
 *
 * <p>The vectors are as wide as a deformable group allows (EDVR's 8 channels: 8 lanes, whatever the
 * machine has beyond). There is one loop for each width, since the compiler needs the width as a
 * constant. Groups that don't divide by four go through the scalar twin.
 */
public final class VectorDeformableSampling implements DeformableSampling {

  private final ScalarDeformableSampling scalar = new ScalarDeformableSampling();

  @Override
  public double sample(
      DeformConv2d layer,
      Image x,
      Image offset,
      Optional<Image> mask,
      boolean logits,
      int firstPixel,
      int pixels,
      float[] panel,
      int panelAt,
      int rows) {
    int channels = layer.in() / layer.deformableGroups();
    int lanes = Math.min(Lanes.COUNT, Integer.lowestOneBit(channels));
    if (lanes < 4) {
      return scalar.sample(
          layer, x, offset, mask, logits, firstPixel, pixels, panel, panelAt, rows);
    }
    Kernel2d kernel = layer.kernel();
    SamplingPlaces places = SamplingPlaces.of(layer, x);
    float[] masks = places.masks;
    if (mask.isEmpty()) {
      Arrays.fill(masks, 1);
    }
    double sum = 0;
    for (int row = 0; row < pixels; row++) {
      int pixel = firstPixel + row;
      int top = pixel / offset.w() * kernel.strideY() - kernel.paddingY();
      int left = pixel % offset.w() * kernel.strideX() - kernel.paddingX();
      if (mask.isPresent()) {
        Image image = mask.get();
        if (logits) {
          sigmoid(image.data(), image.at(pixel), masks, image.c());
        } else {
          System.arraycopy(image.data(), image.at(pixel), masks, 0, image.c());
        }
      }
      sum += places.compute(offset.data(), offset.at(pixel), top, left);
      int to = panelAt + row * Panel.CHUNK;
      switch (lanes) {
        case 16 -> mix16(x, channels, kernel.taps(), places, masks, panel, to, rows);
        case 8 -> mix8(x, channels, kernel.taps(), places, masks, panel, to, rows);
        default -> mix4(x, channels, kernel.taps(), places, masks, panel, to, rows);
      }
    }
    return sum;
  }

  private static void sigmoid(float[] x, int at, float[] y, int count) {
    for (int i = 0; i < count; i += Lanes.COUNT) {
      Sigmoid.of(Lanes.load(x, at, i, count)).intoArray(y, i);
    }
  }

  /** Mixes the four neighbours of every tap into the pixel's row, 16 channels at a time. */
  private static void mix16(
      Image x,
      int channels,
      int taps,
      SamplingPlaces places,
      float[] masks,
      float[] panel,
      int panelAt,
      int rows) {
    VectorSpecies<Float> species = FloatVector.SPECIES_512;
    float[] data = x.data();
    float[] weight0 = places.weight0;
    float[] weight1 = places.weight1;
    int[] index0 = places.index0;
    int[] index1 = places.index1;
    int in = x.c();
    int groupTaps = 0;
    int groupEnd = channels;
    for (int c = 0; c < in; c += 16) {
      if (c == groupEnd) {
        groupTaps += taps;
        groupEnd += channels;
      }
      int first = x.offset() + c;
      int depth = c;
      for (int tap = groupTaps; tap < groupTaps + taps; tap++) {
        int topLeft = first + index0[2 * tap] + index0[2 * tap + 1];
        int topRight = first + index0[2 * tap] + index1[2 * tap + 1];
        int bottomLeft = first + index1[2 * tap] + index0[2 * tap + 1];
        int bottomRight = first + index1[2 * tap] + index1[2 * tap + 1];
        FloatVector left = FloatVector.broadcast(species, weight0[2 * tap + 1]);
        FloatVector right = FloatVector.broadcast(species, weight1[2 * tap + 1]);
        FloatVector above = FloatVector.fromArray(species, data, topLeft).mul(left);
        above = FloatVector.fromArray(species, data, topRight).fma(right, above);
        FloatVector below = FloatVector.fromArray(species, data, bottomLeft).mul(left);
        below = FloatVector.fromArray(species, data, bottomRight).fma(right, below);
        FloatVector top = FloatVector.broadcast(species, masks[tap] * weight0[2 * tap]);
        FloatVector bottom = FloatVector.broadcast(species, masks[tap] * weight1[2 * tap]);
        int to = panelAt + Panel.index(rows, 0, depth);
        below.fma(bottom, above.mul(top)).intoArray(panel, to);
        depth += in;
      }
    }
  }

  /** The same, 8 channels at a time. */
  private static void mix8(
      Image x,
      int channels,
      int taps,
      SamplingPlaces places,
      float[] masks,
      float[] panel,
      int panelAt,
      int rows) {
    VectorSpecies<Float> species = FloatVector.SPECIES_256;
    float[] data = x.data();
    float[] weight0 = places.weight0;
    float[] weight1 = places.weight1;
    int[] index0 = places.index0;
    int[] index1 = places.index1;
    int in = x.c();
    int groupTaps = 0;
    int groupEnd = channels;
    for (int c = 0; c < in; c += 8) {
      if (c == groupEnd) {
        groupTaps += taps;
        groupEnd += channels;
      }
      int first = x.offset() + c;
      int depth = c;
      for (int tap = groupTaps; tap < groupTaps + taps; tap++) {
        int topLeft = first + index0[2 * tap] + index0[2 * tap + 1];
        int topRight = first + index0[2 * tap] + index1[2 * tap + 1];
        int bottomLeft = first + index1[2 * tap] + index0[2 * tap + 1];
        int bottomRight = first + index1[2 * tap] + index1[2 * tap + 1];
        FloatVector left = FloatVector.broadcast(species, weight0[2 * tap + 1]);
        FloatVector right = FloatVector.broadcast(species, weight1[2 * tap + 1]);
        FloatVector above = FloatVector.fromArray(species, data, topLeft).mul(left);
        above = FloatVector.fromArray(species, data, topRight).fma(right, above);
        FloatVector below = FloatVector.fromArray(species, data, bottomLeft).mul(left);
        below = FloatVector.fromArray(species, data, bottomRight).fma(right, below);
        FloatVector top = FloatVector.broadcast(species, masks[tap] * weight0[2 * tap]);
        FloatVector bottom = FloatVector.broadcast(species, masks[tap] * weight1[2 * tap]);
        int to = panelAt + Panel.index(rows, 0, depth);
        below.fma(bottom, above.mul(top)).intoArray(panel, to);
        depth += in;
      }
    }
  }

  /** The same, 4 channels at a time. */
  private static void mix4(
      Image x,
      int channels,
      int taps,
      SamplingPlaces places,
      float[] masks,
      float[] panel,
      int panelAt,
      int rows) {
    VectorSpecies<Float> species = FloatVector.SPECIES_128;
    float[] data = x.data();
    float[] weight0 = places.weight0;
    float[] weight1 = places.weight1;
    int[] index0 = places.index0;
    int[] index1 = places.index1;
    int in = x.c();
    int groupTaps = 0;
    int groupEnd = channels;
    for (int c = 0; c < in; c += 4) {
      if (c == groupEnd) {
        groupTaps += taps;
        groupEnd += channels;
      }
      int first = x.offset() + c;
      int depth = c;
      for (int tap = groupTaps; tap < groupTaps + taps; tap++) {
        int topLeft = first + index0[2 * tap] + index0[2 * tap + 1];
        int topRight = first + index0[2 * tap] + index1[2 * tap + 1];
        int bottomLeft = first + index1[2 * tap] + index0[2 * tap + 1];
        int bottomRight = first + index1[2 * tap] + index1[2 * tap + 1];
        FloatVector left = FloatVector.broadcast(species, weight0[2 * tap + 1]);
        FloatVector right = FloatVector.broadcast(species, weight1[2 * tap + 1]);
        FloatVector above = FloatVector.fromArray(species, data, topLeft).mul(left);
        above = FloatVector.fromArray(species, data, topRight).fma(right, above);
        FloatVector below = FloatVector.fromArray(species, data, bottomLeft).mul(left);
        below = FloatVector.fromArray(species, data, bottomRight).fma(right, below);
        FloatVector top = FloatVector.broadcast(species, masks[tap] * weight0[2 * tap]);
        FloatVector bottom = FloatVector.broadcast(species, masks[tap] * weight1[2 * tap]);
        int to = panelAt + Panel.index(rows, 0, depth);
        below.fma(bottom, above.mul(top)).intoArray(panel, to);
        depth += in;
      }
    }
  }
}
