package io.github.edvr4j.engine;

import io.github.edvr4j.kernel.Image;
import io.github.edvr4j.kernel.Pointwise;
import java.util.List;

/**
 * The end of a convolution: takes its raw sums while they are in cache, adds the bias, takes the
 * node's steps and writes, shuffled if need be.
 *
 * <p>Columns are the layer's outputs in the order in which they are written: with a shuffle by r,
 * all channels of the block's first pixel, then those of its second, and so on.
 */
final class Finish {

  private final Pointwise kernel;
  private final Node node;
  private final List<Step> steps;
  private final float[] bias;
  private final int shuffle;

  /**
   * @param bias by column
   */
  Finish(Pointwise kernel, Node node, List<Step> steps, float[] bias, int shuffle) {
    this.kernel = kernel;
    this.node = node;
    this.steps = steps;
    this.bias = bias;
    this.shuffle = shuffle;
  }

  /** The factor of the shuffle, 1 without. */
  int shuffle() {
    return shuffle;
  }

  /**
   * Finishes a run of pixels of one row.
   *
   * @param sums the columns {@code from} to {@code to} of the first pixel start at {@code at},
   *     those of the next {@code stride} further
   * @param y row of the pixels before the shuffle
   * @param x column of the first of them
   */
  void write(
      float[] sums,
      int at,
      int stride,
      int from,
      int to,
      Image[] images,
      int y,
      int x,
      int pixels) {
    int channels = images[node.id()].c();
    for (int column = from; column < to; ) {
      int block = column / channels;
      int channel = column % channels;
      int count = Math.min(to - column, channels - channel);
      Run run =
          new Run(
              y * shuffle + block / shuffle,
              x * shuffle + block % shuffle,
              shuffle,
              pixels,
              channel,
              count);
      write(sums, at + column - from, stride, column, images, run);
      column += count;
    }
  }

  private void write(float[] sums, int at, int stride, int column, Image[] images, Run run) {
    Image y = images[node.id()];
    boolean leaky = !steps.isEmpty() && steps.getFirst() instanceof Step.Leaky;
    float slope = leaky ? ((Step.Leaky) steps.getFirst()).slope() : 1;
    kernel.biasLeaky(
        sums,
        at,
        stride,
        bias,
        column,
        slope,
        y.data(),
        run.at(y),
        run.stride(y),
        run.pixels(),
        run.channels());
    run.apply(kernel, node, steps.subList(leaky ? 1 : 0, steps.size()), images);
  }
}
