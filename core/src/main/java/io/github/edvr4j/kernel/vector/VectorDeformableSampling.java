package io.github.edvr4j.kernel.vector;

import io.github.edvr4j.kernel.DeformableSampling;
import io.github.edvr4j.kernel.Image;
import io.github.edvr4j.kernel.Panel;
import io.github.edvr4j.kernel.Region;
import io.github.edvr4j.kernel.scalar.ScalarDeformableSampling;
import io.github.edvr4j.ops.DeformConv2d;
import io.github.edvr4j.ops.Kernel2d;
import java.util.Optional;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Bilinear sampling along vectors of channels, with the rule of {@link ScalarDeformableSampling}:
 * first the places and weights of all taps of a pixel ({@link SamplingPlaces}), then for each tap
 * and vector four loads and their weighted sum.
 *
 * <p>The vectors are as wide as a deformable group allows (EDVR's 8 channels: 8 lanes, whatever the
 * machine has beyond). There is one loop for each width, since the compiler needs the width as a
 * constant. Groups that don't divide by four go through the scalar twin.
 *
 * <p>They say {@code lanewise} where other kernels say {@code mul} and {@code fma}: these would see
 * vectors of two widths, and where the compiler believes that of a kernel it makes objects of all
 * its vectors.
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
      Region region,
      int firstPixel,
      int pixels,
      float[] panel,
      int panelAt,
      int rows) {
    int channels = layer.in() / layer.deformableGroups();
    int lanes = Math.min(Lanes.COUNT, Integer.lowestOneBit(channels));
    if (lanes < 4) {
      return scalar.sample(
          layer, x, offset, mask, logits, region, firstPixel, pixels, panel, panelAt, rows);
    }
    Kernel2d kernel = layer.kernel();
    SamplingPlaces places = SamplingPlaces.of(layer, x, rows, lanes);
    if (mask.isEmpty()) {
      places.noMasks();
    }
    double sum = 0;
    for (int row = 0; row < pixels; row++) {
      int outY = region.row(firstPixel + row);
      int outX = region.column(firstPixel + row);
      int top = outY * kernel.strideY() - kernel.paddingY();
      int left = outX * kernel.strideX() - kernel.paddingX();
      if (mask.isPresent()) {
        places.masks(mask.get().data(), mask.get().at(outY, outX), logits);
      }
      sum += places.compute(offset.data(), offset.at(outY, outX), top, left);
      int to = panelAt + row * Panel.CHUNK;
      switch (lanes) {
        case 16 -> mix16(x, places, panel, to);
        case 8 -> mix8(x, places, panel, to);
        default -> mix4(x, places, panel, to);
      }
    }
    return sum;
  }

  /** Adds up the four neighbours of every tap into the pixel's row, 16 channels at a time. */
  private static void mix16(Image x, SamplingPlaces places, float[] panel, int panelAt) {
    VectorSpecies<Float> species = FloatVector.SPECIES_512;
    float[] data = x.data();
    int[] diagonal = places.diagonal;
    int[] antidiagonal = places.antidiagonal;
    float[] diagonalWeights = places.diagonalWeights;
    float[] antidiagonalWeights = places.antidiagonalWeights;
    int count = places.count;
    int first = x.offset();
    for (int[] cells : places.cells) {
      for (int tap = 0; tap < count; tap++) {
        FloatVector sum =
            FloatVector.fromArray(species, data, first + diagonal[2 * tap])
                .lanewise(
                    VectorOperators.MUL, FloatVector.broadcast(species, diagonalWeights[2 * tap]));
        sum =
            FloatVector.fromArray(species, data, first + antidiagonal[2 * tap])
                .lanewise(
                    VectorOperators.FMA,
                    FloatVector.broadcast(species, antidiagonalWeights[2 * tap]),
                    sum);
        sum =
            FloatVector.fromArray(species, data, first + antidiagonal[2 * tap + 1])
                .lanewise(
                    VectorOperators.FMA,
                    FloatVector.broadcast(species, antidiagonalWeights[2 * tap + 1]),
                    sum);
        FloatVector.fromArray(species, data, first + diagonal[2 * tap + 1])
            .lanewise(
                VectorOperators.FMA,
                FloatVector.broadcast(species, diagonalWeights[2 * tap + 1]),
                sum)
            .intoArray(panel, panelAt + cells[tap]);
      }
      first += 16;
    }
  }

  /** The same, 8 channels at a time. */
  private static void mix8(Image x, SamplingPlaces places, float[] panel, int panelAt) {
    VectorSpecies<Float> species = FloatVector.SPECIES_256;
    float[] data = x.data();
    int[] diagonal = places.diagonal;
    int[] antidiagonal = places.antidiagonal;
    float[] diagonalWeights = places.diagonalWeights;
    float[] antidiagonalWeights = places.antidiagonalWeights;
    int count = places.count;
    int first = x.offset();
    for (int[] cells : places.cells) {
      for (int tap = 0; tap < count; tap++) {
        FloatVector sum =
            FloatVector.fromArray(species, data, first + diagonal[2 * tap])
                .lanewise(
                    VectorOperators.MUL, FloatVector.broadcast(species, diagonalWeights[2 * tap]));
        sum =
            FloatVector.fromArray(species, data, first + antidiagonal[2 * tap])
                .lanewise(
                    VectorOperators.FMA,
                    FloatVector.broadcast(species, antidiagonalWeights[2 * tap]),
                    sum);
        sum =
            FloatVector.fromArray(species, data, first + antidiagonal[2 * tap + 1])
                .lanewise(
                    VectorOperators.FMA,
                    FloatVector.broadcast(species, antidiagonalWeights[2 * tap + 1]),
                    sum);
        FloatVector.fromArray(species, data, first + diagonal[2 * tap + 1])
            .lanewise(
                VectorOperators.FMA,
                FloatVector.broadcast(species, diagonalWeights[2 * tap + 1]),
                sum)
            .intoArray(panel, panelAt + cells[tap]);
      }
      first += 8;
    }
  }

  /** The same, 4 channels at a time. */
  private static void mix4(Image x, SamplingPlaces places, float[] panel, int panelAt) {
    VectorSpecies<Float> species = FloatVector.SPECIES_128;
    float[] data = x.data();
    int[] diagonal = places.diagonal;
    int[] antidiagonal = places.antidiagonal;
    float[] diagonalWeights = places.diagonalWeights;
    float[] antidiagonalWeights = places.antidiagonalWeights;
    int count = places.count;
    int first = x.offset();
    for (int[] cells : places.cells) {
      for (int tap = 0; tap < count; tap++) {
        FloatVector sum =
            FloatVector.fromArray(species, data, first + diagonal[2 * tap])
                .lanewise(
                    VectorOperators.MUL, FloatVector.broadcast(species, diagonalWeights[2 * tap]));
        sum =
            FloatVector.fromArray(species, data, first + antidiagonal[2 * tap])
                .lanewise(
                    VectorOperators.FMA,
                    FloatVector.broadcast(species, antidiagonalWeights[2 * tap]),
                    sum);
        sum =
            FloatVector.fromArray(species, data, first + antidiagonal[2 * tap + 1])
                .lanewise(
                    VectorOperators.FMA,
                    FloatVector.broadcast(species, antidiagonalWeights[2 * tap + 1]),
                    sum);
        FloatVector.fromArray(species, data, first + diagonal[2 * tap + 1])
            .lanewise(
                VectorOperators.FMA,
                FloatVector.broadcast(species, diagonalWeights[2 * tap + 1]),
                sum)
            .intoArray(panel, panelAt + cells[tap]);
      }
      first += 4;
    }
  }
}
