package io.github.edvr4j.engine;

import static io.github.edvr4j.kernel.WinogradTransform.TILE;

import io.github.edvr4j.kernel.Image;
import io.github.edvr4j.kernel.Pointwise;
import io.github.edvr4j.kernel.WinogradTransform;
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
  private final float slope;
  private final Steps steps;
  private final float[] bias;
  private final int shuffle;

  /**
   * @param bias by column, and some more values
   */
  Finish(Pointwise kernel, Node node, List<Step> steps, float[] bias, int shuffle) {
    this.kernel = kernel;
    this.node = node;
    boolean leaky = !steps.isEmpty() && steps.getFirst() instanceof Step.Leaky;
    slope = leaky ? ((Step.Leaky) steps.getFirst()).slope() : 1;
    this.steps = new Steps(kernel, node, steps.subList(leaky ? 1 : 0, steps.size()));
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
    Image image = images[node.id()];
    for (int column = from; column < to; ) {
      int channel = column % image.c();
      int count = Math.min(to - column, image.c() - channel);
      kernel.biasLeaky(
          sums,
          at + column - from,
          stride,
          bias,
          column,
          slope,
          image.data(),
          place(image, column, y, x),
          across(image),
          pixels,
          count);
      takeSteps(images, column, count, y, x, pixels);
      column += count;
    }
  }

  /**
   * Transforms one tile back and finishes it.
   *
   * @param products of the columns {@code from} to {@code to}, as {@link WinogradTransform#output}
   *     takes them
   * @param spareAt place for a tile in {@code products}
   * @param y row of the tile's first pixel before the shuffle
   * @param x column of it
   * @param rows of the tile that lie in the image
   * @param columns of the tile that lie in the image
   */
  void writeTile(
      WinogradTransform transform,
      int multiple,
      float[] products,
      int at,
      int stride,
      int spareAt,
      int from,
      int to,
      Image[] images,
      int y,
      int x,
      int rows,
      int columns) {
    Image image = images[node.id()];
    int across = across(image);
    int down = shuffle * image.w() * image.pixelStride();
    for (int column = from; column < to; ) {
      int channel = column % image.c();
      int count = Math.min(to - column, image.c() - channel);
      int sums = at + column - from;
      int place = place(image, column, y, x);
      if (rows == TILE && columns == TILE && count % multiple == 0) {
        transform.output(
            products, sums, stride, count, bias, column, slope, image.data(), place, down, across);
      } else {
        int padded = (count + multiple - 1) / multiple * multiple;
        transform.output(
            products,
            sums,
            stride,
            padded,
            bias,
            column,
            slope,
            products,
            spareAt,
            TILE * padded,
            padded);
        for (int row = 0; row < rows; row++) {
          kernel.copy(
              products,
              spareAt + row * TILE * padded,
              padded,
              image.data(),
              place + row * down,
              across,
              columns,
              count);
        }
      }
      for (int row = 0; row < rows; row++) {
        takeSteps(images, column, count, y + row, x, columns);
      }
      column += count;
    }
  }

  /** Where a column of a pixel is written to. */
  private int place(Image image, int column, int y, int x) {
    int block = column / image.c();
    return image.at(y * shuffle + block / shuffle, x * shuffle + block % shuffle)
        + column % image.c();
  }

  private int across(Image image) {
    return shuffle * image.pixelStride();
  }

  private void takeSteps(Image[] images, int column, int count, int y, int x, int pixels) {
    int channels = images[node.id()].c();
    int block = column / channels;
    steps.take(
        images,
        y * shuffle + block / shuffle,
        x * shuffle + block % shuffle,
        shuffle,
        pixels,
        column % channels,
        count);
  }
}
