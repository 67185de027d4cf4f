package io.github.edvr4j.engine;

import static io.github.edvr4j.kernel.WinogradTransform.TILE;

import io.github.edvr4j.engine.Op.Conv;
import io.github.edvr4j.engine.Op.Deform;
import io.github.edvr4j.kernel.Image;
import io.github.edvr4j.kernel.Kernels;
import io.github.edvr4j.kernel.Region;
import io.github.edvr4j.ops.DeformConv2d;
import io.github.edvr4j.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A deformable convolution as a matrix product: the taps of a few output pixels are sampled into
 * the rows of a panel.
 *
 * <p>A piece is a row of Winograd tiles. Where the offsets are predicted by a 3x3 convolution for
 * this node alone, the piece predicts its own: several times as wide as all else, they are read
 * where they still are in the cache of the core that made them, and never lie in memory as a whole.
 */
final class DeformTask implements Task {

  private static final int WIDTH = WinogradTask.TILES * TILE;

  private final Kernels kernels;
  private final Node node;
  private final Deform op;
  private final DeformConv2d layer;
  private final Optional<WinogradTask> prediction;
  private final ColumnProduct product;
  private final double[] offsetSums;
  private final int across;

  /**
   * @param prediction of the offsets, if this task is to do it
   */
  DeformTask(
      Kernels kernels,
      Node node,
      Deform op,
      PackedWeights packed,
      Optional<WinogradTask> prediction) {
    this.kernels = kernels;
    this.node = node;
    this.op = op;
    this.prediction = prediction;
    layer = op.layer();
    Conv plain = new Conv(layer.plain(), 0, 1, layer.bias(), 1, List.of());
    product =
        new ColumnProduct(
            kernels,
            layer.kernel().taps() * layer.in(),
            layer.out(),
            packed.matrix(plain, layer.in()),
            new Finish(kernels.pointwise(), node, op.steps(), packed.bias(plain), 1));
    across = (node.shape().w() + WIDTH - 1) / WIDTH;
    offsetSums = new double[pieces(new Band(0, node.shape().h()))];
  }

  @Override
  public int pieces(Band band) {
    return across * ((band.rows() + TILE - 1) / TILE);
  }

  private Region region(Band band, int piece) {
    int y = band.from() + piece / across * TILE;
    int x = piece % across * WIDTH;
    return new Region(y, x, Math.min(TILE, band.to() - y), Math.min(WIDTH, node.shape().w() - x));
  }

  @Override
  public int scratch() {
    return prediction.isEmpty()
        ? product.scratch()
        : predictedAt() + TILE * WIDTH * (layer.offsetChannels() + layer.maskChannels());
  }

  /** Behind what the prediction and the product need one after the other. */
  private int predictedAt() {
    return Math.max(product.scratch(), prediction.map(Task::scratch).orElse(0));
  }

  @Override
  public void start() {
    Arrays.fill(offsetSums, 0);
  }

  @Override
  public void run(Band band, int piece, Image[] images, float[] scratch) {
    Region region = region(band, piece);
    Image x = images[node.inputs().get(0)];
    Image predicted =
        prediction
            .map(task -> predict(task, region, images, scratch))
            .orElseGet(() -> images[node.inputs().get(1)]);
    int behind = layer.offsetChannels();
    Optional<Image> mask =
        switch (op.mask()) {
          case NONE -> Optional.empty();
          case GIVEN -> Optional.of(images[node.inputs().get(2)]);
          case LOGITS_BEHIND_OFFSET ->
              Optional.of(predicted.channels(behind, behind + layer.maskChannels()));
        };
    double sum = 0;
    for (int first = 0; first < region.pixels(); first += ColumnProduct.PIXELS) {
      int pixels = Math.min(ColumnProduct.PIXELS, region.pixels() - first);
      sum +=
          kernels
              .sampling()
              .sample(
                  layer,
                  x,
                  predicted,
                  mask,
                  op.mask() == Deform.Mask.LOGITS_BEHIND_OFFSET,
                  region,
                  first,
                  pixels,
                  scratch,
                  0,
                  ColumnProduct.PIXELS);
      product.finish(region, first, pixels, images, scratch);
    }
    offsetSums[piece] += sum;
  }

  private Image predict(WinogradTask task, Region region, Image[] images, float[] scratch) {
    int id = node.inputs().get(1);
    Image predicted = region.stored(scratch, predictedAt(), images[id].c());
    Image[] here = images.clone();
    here[id] = predicted;
    task.compute(region, here, scratch);
    return predicted;
  }

  @Override
  public void done(ProbeListener probes) {
    Shape shape = node.shape();
    double offsets = (double) shape.plane() * layer.offsetChannels();
    op.watch().ifPresent(name -> probes.observe(name, Arrays.stream(offsetSums).sum() / offsets));
  }
}
