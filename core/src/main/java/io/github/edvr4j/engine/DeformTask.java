package io.github.edvr4j.engine;

import io.github.edvr4j.engine.Op.Conv;
import io.github.edvr4j.engine.Op.Deform;
import io.github.edvr4j.kernel.Image;
import io.github.edvr4j.kernel.Kernels;
import io.github.edvr4j.ops.DeformConv2d;
import io.github.edvr4j.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A deformable convolution as a matrix product: the taps of a few output pixels are sampled into
 * the rows of a panel.
 */
final class DeformTask implements Task {

  private final Kernels kernels;
  private final Node node;
  private final Deform op;
  private final DeformConv2d layer;
  private final ColumnProduct product;
  private final double[] offsetSums;
  private final long offsets;

  DeformTask(Kernels kernels, Graph graph, Node node, Deform op, PackedWeights packed) {
    this.kernels = kernels;
    this.node = node;
    this.op = op;
    layer = op.layer();
    Conv plain = new Conv(layer.plain(), 0, 1, layer.bias(), 1, List.of());
    Shape shape = node.shape();
    product =
        new ColumnProduct(
            kernels,
            layer.kernel().taps() * layer.in(),
            layer.out(),
            shape.w(),
            packed.matrix(plain, layer.in()),
            new Finish(kernels.pointwise(), node, op.steps(), packed.bias(plain), 1));
    offsetSums = new double[product.pieces(new Band(0, shape.h()))];
    offsets = (long) shape.plane() * layer.offsetChannels();
  }

  @Override
  public int pieces(Band band) {
    return product.pieces(band);
  }

  @Override
  public int scratch() {
    return product.scratch();
  }

  @Override
  public void start() {
    Arrays.fill(offsetSums, 0);
  }

  @Override
  public void run(Band band, int piece, Image[] images, float[] scratch) {
    Image x = images[node.inputs().get(0)];
    Image predicted = images[node.inputs().get(1)];
    int behind = layer.offsetChannels();
    Optional<Image> mask =
        switch (op.mask()) {
          case NONE -> Optional.empty();
          case GIVEN -> Optional.of(images[node.inputs().get(2)]);
          case LOGITS_BEHIND_OFFSET ->
              Optional.of(predicted.channels(behind, behind + layer.maskChannels()));
        };
    offsetSums[piece] +=
        kernels
            .sampling()
            .sample(
                layer,
                x,
                predicted,
                mask,
                op.mask() == Deform.Mask.LOGITS_BEHIND_OFFSET,
                product.firstPixel(band, piece),
                product.pixels(band, piece),
                scratch,
                0,
                ColumnProduct.PIXELS);
    product.finish(band, piece, images, scratch);
  }

  @Override
  public void done(ProbeListener probes) {
    op.watch().ifPresent(name -> probes.observe(name, Arrays.stream(offsetSums).sum() / offsets));
  }
}
