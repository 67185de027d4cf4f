package io.github.edvr4j.engine;

import io.github.edvr4j.engine.Op.Conv;
import io.github.edvr4j.kernel.Image;
import io.github.edvr4j.kernel.Kernels;
import io.github.edvr4j.kernel.Panel;
import io.github.edvr4j.kernel.Region;
import io.github.edvr4j.ops.Kernel2d;
import java.util.Arrays;

/**
 * Any convolution as a matrix product: the taps of a few output pixels are gathered into the rows
 * of a panel, zero where they lie outside.
 */
final class GemmConvTask implements Task {

  private final Node node;
  private final Conv op;
  private final Kernel2d kernel;
  private final int depth;
  private final int w;
  private final ColumnProduct product;

  GemmConvTask(Kernels kernels, Graph graph, Node node, Conv op, PackedWeights packed) {
    this.node = node;
    this.op = op;
    kernel = op.layer().kernel();
    depth = ConvTasks.depth(graph, node, op);
    w = kernel.outputWidth(graph.input(node, 0).shape().w());
    product =
        new ColumnProduct(
            kernels,
            kernel.taps() * depth,
            op.layer().out(),
            packed.matrix(op, depth),
            new Finish(kernels.pointwise(), node, op.steps(), packed.bias(op), op.shuffle()));
  }

  @Override
  public int pieces(Band band) {
    return (region(band).pixels() + ColumnProduct.PIXELS - 1) / ColumnProduct.PIXELS;
  }

  /** Of the output before a shuffle. */
  private Region region(Band band) {
    Band rows = band.beforeShuffle(op.shuffle());
    return new Region(rows.from(), 0, rows.rows(), w);
  }

  @Override
  public int scratch() {
    return product.scratch();
  }

  @Override
  public void run(Band band, int piece, Image[] images, float[] scratch) {
    Region region = region(band);
    int first = piece * ColumnProduct.PIXELS;
    int count = Math.min(ColumnProduct.PIXELS, region.pixels() - first);
    for (int i = 0; i < count; i++) {
      int oy = region.row(first + i);
      int ox = region.column(first + i);
      for (int tap = 0; tap < kernel.taps(); tap++) {
        int y =
            oy * kernel.strideY() - kernel.paddingY() + tap / kernel.width() * kernel.dilationY();
        int x =
            ox * kernel.strideX() - kernel.paddingX() + tap % kernel.width() * kernel.dilationX();
        gather(images, y, x, scratch, i, tap * depth);
      }
    }
    product.finish(region, first, count, images, scratch);
  }

  private void gather(Image[] images, int y, int x, float[] panel, int row, int at) {
    for (int part = 0; part < op.parts(); part++) {
      Image image = images[node.inputs().get(part)];
      boolean inside = y >= 0 && y < image.h() && x >= 0 && x < image.w();
      int from = inside ? image.at(y, x) : 0;
      for (int c = 0; c < image.c(); ) {
        int count = Math.min(image.c() - c, Panel.CHUNK - (at + c) % Panel.CHUNK);
        int to = Panel.index(ColumnProduct.PIXELS, row, at + c);
        if (inside) {
          System.arraycopy(image.data(), from + c, panel, to, count);
        } else {
          Arrays.fill(panel, to, to + count, 0);
        }
        c += count;
      }
      at += image.c();
    }
  }
}
