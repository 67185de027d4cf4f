package io.github.edvr4j.engine;

import static io.github.edvr4j.kernel.WinogradTransform.POSITIONS;
import static io.github.edvr4j.kernel.WinogradTransform.TILE;

import io.github.edvr4j.engine.Op.Conv;
import io.github.edvr4j.kernel.Gemm;
import io.github.edvr4j.kernel.Image;
import io.github.edvr4j.kernel.Kernels;
import io.github.edvr4j.kernel.Panel;
import io.github.edvr4j.kernel.Region;
import io.github.edvr4j.kernel.WinogradTransform;
import io.github.edvr4j.kernel.WinogradWeights;
import io.github.edvr4j.ops.Conv2d;
import io.github.edvr4j.ops.Kernel2d;

/**
 * A 3x3 convolution with stride 1 by Winograd's F(4x4, 3x3). A piece is a few tiles: transformed,
 * multiplied at each of the 36 positions, transformed back and finished before they leave the
 * cache.
 */
final class WinogradTask implements Task {

  /** Tiles of a piece: what they need fits a second-level cache of 1 MB at 64 channels. */
  static final int TILES = 4 * Panel.ROWS;

  /**
   * Floats between what belongs to one position and to the next: without a gap the 36 places of a
   * tile would be a multiple of 4 KB apart at some depths and push each other out of the cache.
   */
  private static final int GAP = 16;

  private final Kernels kernels;
  private final Conv op;
  private final Node node;
  private final WinogradWeights weights;
  private final Finish finish;
  private final int depth;
  private final int h;
  private final int w;
  private final int across;

  WinogradTask(Kernels kernels, Graph graph, Node node, Conv op, PackedWeights packed) {
    this.kernels = kernels;
    this.op = op;
    this.node = node;
    depth = ConvTasks.depth(graph, node, op);
    weights = packed.winograd(op, depth);
    finish = new Finish(kernels.pointwise(), node, op.steps(), packed.bias(op), op.shuffle());
    h = graph.input(node, 0).shape().h();
    w = graph.input(node, 0).shape().w();
    across = (w + TILE - 1) / TILE;
  }

  static boolean suits(Conv2d layer) {
    return layer.kernel().equals(Kernel2d.same(3)) && layer.groups() == 1 && layer.in() >= 8;
  }

  @Override
  public int pieces(Band band) {
    return (tiles(band) + TILES - 1) / TILES;
  }

  private int tiles(Band band) {
    return across * ((band.beforeShuffle(op.shuffle()).rows() + TILE - 1) / TILE);
  }

  @Override
  public int scratch() {
    return spare(TILES) + Math.max(WinogradTransform.SPARE, TILE * TILE * Gemm.BLOCK);
  }

  /** Where scratch memory for one tile at a time begins. */
  private int spare(int rows) {
    return POSITIONS * (panel(rows) + product(rows));
  }

  /** Floats from one position's panel to the next one's. */
  private int panel(int rows) {
    return Panel.size(rows, depth) + GAP;
  }

  /** Floats from one position's products to the next one's. */
  private static int product(int rows) {
    return rows * Gemm.BLOCK + GAP;
  }

  @Override
  public void run(Band band, int piece, Image[] images, float[] scratch) {
    int first = across * (band.beforeShuffle(op.shuffle()).from() / TILE) + piece * TILES;
    compute(first, Math.min(TILES, tiles(band) - piece * TILES), images, scratch);
  }

  /**
   * Computes a region of one row of tiles.
   *
   * @param region at most {@value #TILES} tiles wide
   */
  void compute(Region region, Image[] images, float[] scratch) {
    int first = region.y() / TILE * across + region.x() / TILE;
    compute(first, (region.w() + TILE - 1) / TILE, images, scratch);
  }

  /** Computes some tiles, which are numbered row by row. */
  private void compute(int first, int count, Image[] images, float[] scratch) {
    int rows = (count + Panel.ROWS - 1) / Panel.ROWS * Panel.ROWS;
    int panel = panel(rows);
    transformInput(images, scratch, first, count, rows, panel);
    for (int column = 0; column < op.layer().out(); column += Gemm.BLOCK) {
      int columns = Math.min(Gemm.BLOCK, op.layer().out() - column);
      multiply(scratch, rows, panel, column, columns);
      finish(images, scratch, first, count, rows, POSITIONS * panel, column, columns);
    }
  }

  private void transformInput(
      Image[] images, float[] scratch, int first, int count, int rows, int panel) {
    int channel = 0;
    for (int part = 0; part < op.parts(); part++) {
      Image x = images[node.inputs().get(part)];
      for (int i = 0; i < count; i++) {
        int tile = first + i;
        kernels
            .winograd()
            .input(
                x, tile / across, tile % across, scratch, 0, panel, rows, i, channel, spare(rows));
      }
      channel += x.c();
    }
  }

  private void multiply(float[] scratch, int rows, int panel, int column, int columns) {
    Gemm gemm = kernels.gemm();
    int packed = gemm.packedSize(depth, column);
    for (int position = 0; position < POSITIONS; position++) {
      gemm.multiply(
          scratch,
          position * panel,
          rows,
          depth,
          weights.data(),
          position * weights.stride() + packed,
          columns,
          scratch,
          POSITIONS * panel + position * product(rows),
          Gemm.BLOCK);
    }
  }

  private void finish(
      Image[] images,
      float[] scratch,
      int first,
      int count,
      int rows,
      int products,
      int column,
      int columns) {
    int multiple = kernels.gemm().columnMultiple();
    for (int i = 0; i < count; i++) {
      int y = (first + i) / across * TILE;
      int x = (first + i) % across * TILE;
      finish.writeTile(
          kernels.winograd(),
          multiple,
          scratch,
          products + i * Gemm.BLOCK,
          product(rows),
          spare(rows),
          column,
          column + columns,
          images,
          y,
          x,
          Math.min(TILE, h - y),
          Math.min(TILE, w - x));
    }
  }
}
