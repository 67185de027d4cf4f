package io.github.edvr4j.engine;

import io.github.edvr4j.engine.Op.Conv;
import io.github.edvr4j.kernel.Gemm;
import io.github.edvr4j.kernel.WinogradWeights;
import io.github.edvr4j.ops.Conv2d;
import io.github.edvr4j.ops.Weights;
import java.util.HashMap;
import java.util.Map;

/**
 * A network's weights in the order in which the kernels read them; made on first use and shared by
 * the plans of all sizes.
 */
final class PackedWeights {

  private record Key(String layer, int from, int depth, int shuffle) {}

  private final Weights weights;
  private final Gemm gemm;
  private final Map<Key, WinogradWeights> winograd = new HashMap<>();
  private final Map<Key, float[]> matrices = new HashMap<>();

  PackedWeights(Weights weights, Gemm gemm) {
    this.weights = weights;
    this.gemm = gemm;
  }

  /**
   * A 3x3 convolution's weight in Winograd's domain.
   *
   * @param depth how many of the layer's input channels, from the operation's first on
   */
  synchronized WinogradWeights winograd(Conv op, int depth) {
    return winograd.computeIfAbsent(
        new Key(op.layer().name(), op.from(), depth, op.shuffle()),
        key -> {
          Conv2d layer = op.layer();
          return WinogradWeights.of(
              gemm, inColumnOrder(op), layer.out(), layer.in(), op.from(), op.from() + depth);
        });
  }

  /** A convolution's weight as a packed matrix of (taps x depth) by (out), taps outermost. */
  synchronized float[] matrix(Conv op, int depth) {
    return matrices.computeIfAbsent(
        new Key(op.layer().name(), op.from(), depth, op.shuffle()),
        key -> {
          Conv2d layer = op.layer();
          int taps = layer.kernel().taps();
          float[] weight = inColumnOrder(op);
          float[] matrix = new float[taps * depth * layer.out()];
          int share = layer.in() / layer.groups();
          for (int column = 0; column < layer.out(); column++) {
            int firstChannel = channel(column, op) / (layer.out() / layer.groups()) * share;
            for (int c = 0; c < depth; c++) {
              int own = op.from() + c - firstChannel;
              if (own >= 0 && own < share) {
                for (int k = 0; k < taps; k++) {
                  matrix[(k * depth + c) * layer.out() + column] =
                      weight[(column * share + own) * taps + k];
                }
              }
            }
          }
          return gemm.pack(matrix, taps * depth, layer.out());
        });
  }

  /** The bias by column, or zeros; some zeros follow, for the columns that padding adds. */
  float[] bias(Conv op) {
    int out = op.layer().out();
    float[] ordered = new float[out + gemm.columnMultiple()];
    if (op.bias()) {
      float[] bias = weights.bias(op.layer().name(), out);
      for (int column = 0; column < out; column++) {
        ordered[column] = bias[channel(column, op)];
      }
    }
    return ordered;
  }

  /** The layer's weight with its outputs in the order of the columns. */
  private float[] inColumnOrder(Conv op) {
    Conv2d layer = op.layer();
    float[] weight = weights.weight(layer.name(), layer.weightShape());
    if (op.shuffle() == 1) {
      return weight;
    }
    int row = weight.length / layer.out();
    float[] ordered = new float[weight.length];
    for (int column = 0; column < layer.out(); column++) {
      System.arraycopy(weight, channel(column, op) * row, ordered, column * row, row);
    }
    return ordered;
  }

  /** Which of the layer's outputs a column is; see {@link Finish}. */
  private static int channel(int column, Conv op) {
    int block = op.shuffle() * op.shuffle();
    int channels = op.layer().out() / block;
    return column % channels * block + column / channels;
  }
}
