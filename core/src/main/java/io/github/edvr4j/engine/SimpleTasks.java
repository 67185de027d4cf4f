package io.github.edvr4j.engine;

import io.github.edvr4j.kernel.Image;
import io.github.edvr4j.kernel.Kernels;
import io.github.edvr4j.kernel.Pointwise;
import io.github.edvr4j.kernel.Resampling;
import java.util.Arrays;

/** The operations other than convolutions, a band of output rows at a time. */
final class SimpleTasks {

  private SimpleTasks() {}

  static Task of(Kernels kernels, Node node) {
    Resampling resampling = kernels.resampling();
    return switch (node.op()) {
      case Op.Pointwise pointwise ->
          new RowsTask(node, pointwise(kernels.pointwise(), node, pointwise));
      case Op.Concat concat -> new RowsTask(node, concat(kernels.pointwise()));
      case Op.Channels channels -> new RowsTask(node, channels(kernels.pointwise(), channels));
      case Op.SumChannels sum -> new RowsTask(node, sumChannels(kernels.pointwise()));
      case Op.MaxPool pool ->
          new RowsTask(
              node, (n, images, y, from, to) -> resampling.maxPool(first(n, images), y, from, to));
      case Op.AvgPool pool ->
          new RowsTask(
              node, (n, images, y, from, to) -> resampling.avgPool(first(n, images), y, from, to));
      case Op.Upsample(int r, float k) ->
          new RowsTask(
              node,
              (n, images, y, from, to) -> resampling.upsample(first(n, images), y, r, k, from, to));
      case Op.PixelShuffle(int r) ->
          new RowsTask(node, (n, images, y, from, to) -> shuffle(first(n, images), y, r, from, to));
      case Op.Probe(String name) -> new ProbeTask(node, name, kernels.pointwise());
      case Op.Input input -> throw new IllegalArgumentException("an input is not computed");
      case Op.Conv conv -> throw new IllegalArgumentException("a convolution is not simple");
      case Op.Deform deform -> throw new IllegalArgumentException("a convolution is not simple");
    };
  }

  /** Computes rows {@code from} to {@code to} of a node's image. */
  private interface RowKernel {
    void compute(Node node, Image[] images, Image y, int from, int to);
  }

  private record RowsTask(Node node, RowKernel rows) implements Task {
    private static final int ROWS = 8;

    @Override
    public int pieces(Band band) {
      return (band.rows() + ROWS - 1) / ROWS;
    }

    @Override
    public void run(Band band, int piece, Image[] images, float[] scratch) {
      int from = band.from() + piece * ROWS;
      int to = Math.min(from + ROWS, band.to());
      rows.compute(node, images, images[node.id()], from, to);
    }
  }

  private static Image first(Node node, Image[] images) {
    return images[node.inputs().getFirst()];
  }

  private static RowKernel pointwise(Pointwise kernel, Node of, Op.Pointwise op) {
    Steps steps = new Steps(kernel, of, op.steps());
    return (node, images, y, from, to) -> {
      Image x = first(node, images);
      for (int row = from; row < to; row++) {
        copy(kernel, x, y, row, row + 1);
        steps.take(images, row, 0, 1, y.w(), 0, y.c());
      }
    };
  }

  private static RowKernel concat(Pointwise kernel) {
    return (node, images, y, from, to) -> {
      int channel = 0;
      for (int id : node.inputs()) {
        Image part = images[id];
        copy(kernel, part, y.channels(channel, channel + part.c()), from, to);
        channel += part.c();
      }
    };
  }

  private static RowKernel channels(Pointwise kernel, Op.Channels op) {
    return (node, images, y, from, to) ->
        copy(kernel, first(node, images).channels(op.from(), op.to()), y, from, to);
  }

  private static void copy(Pointwise kernel, Image x, Image y, int from, int to) {
    int pixels = (to - from) * y.w();
    kernel.copy(
        x.data(),
        x.at(from, 0),
        x.pixelStride(),
        y.data(),
        y.at(from, 0),
        y.pixelStride(),
        pixels,
        y.c());
  }

  private static RowKernel sumChannels(Pointwise kernel) {
    return (node, images, y, from, to) -> {
      Image x = first(node, images);
      kernel.sumChannels(
          x.data(),
          x.at(from, 0),
          x.pixelStride(),
          y.data(),
          y.at(from, 0),
          y.pixelStride(),
          (to - from) * y.w(),
          x.c());
    };
  }

  private static void shuffle(Image x, Image y, int r, int from, int to) {
    for (int row = from; row < to; row++) {
      for (int column = 0; column < y.w(); column++) {
        int in = x.at(row / r, column / r) + row % r * r + column % r;
        int out = y.at(row, column);
        for (int c = 0; c < y.c(); c++) {
          y.data()[out + c] = x.data()[in + c * r * r];
        }
      }
    }
  }

  /** Copies and measures. */
  private static final class ProbeTask implements Task {
    private final String name;
    private final RowsTask copy;
    private final double[] sums;
    private final Node node;

    ProbeTask(Node node, String name, Pointwise kernel) {
      this.node = node;
      this.name = name;
      sums = new double[node.shape().h()];
      copy =
          new RowsTask(
              node,
              (n, in, y, from, to) -> {
                copy(kernel, first(n, in), y, from, to);
                for (int row = from; row < to; row++) {
                  sums[row] = sum(y, row);
                }
              });
    }

    private static double sum(Image y, int row) {
      double sum = 0;
      for (int i = y.at(row, 0); i < y.at(row + 1, 0); i++) {
        sum += Math.abs(y.data()[i]);
      }
      return sum;
    }

    @Override
    public int pieces(Band band) {
      return copy.pieces(band);
    }

    @Override
    public void run(Band band, int piece, Image[] images, float[] scratch) {
      copy.run(band, piece, images, scratch);
    }

    @Override
    public void done(ProbeListener probes) {
      probes.observe(name, Arrays.stream(sums).sum() / node.shape().elements());
    }
  }
}
