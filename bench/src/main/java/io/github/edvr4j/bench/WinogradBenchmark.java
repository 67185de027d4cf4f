package io.github.edvr4j.bench;

import static io.github.edvr4j.kernel.WinogradTransform.POSITIONS;
import static io.github.edvr4j.kernel.WinogradTransform.TILE;

import io.github.edvr4j.kernel.Image;
import io.github.edvr4j.kernel.Kernels;
import io.github.edvr4j.kernel.Panel;
import io.github.edvr4j.kernel.WinogradTransform;
import io.github.edvr4j.kernel.WinogradWeights;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A 3x3 convolution of 64 to 64 channels on one core: its two transforms, its products, and all of
 * it on an image of 180x320. All times are for one tile of 4x4 pixels.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@State(Scope.Thread)
public class WinogradBenchmark {

  private static final int CHANNELS = 64;
  private static final int HEIGHT = 180;
  private static final int WIDTH = 320;
  private static final int ACROSS = WIDTH / TILE;
  private static final int ALL = HEIGHT / TILE * ACROSS;

  /** Tiles that are transformed and multiplied at a time. */
  private static final int TILES = 24;

  /** Sixteen floats keep a tile's 36 places from falling into the same cache sets. */
  private static final int PANEL = Panel.size(TILES, CHANNELS) + 16;

  private static final int PRODUCT = TILES * CHANNELS + 16;

  private final Kernels kernels = Kernels.best();
  private final float[] panels = new float[POSITIONS * PANEL + WinogradTransform.SPARE];
  private final float[] products = new float[POSITIONS * PRODUCT];
  private final float[] tile = new float[TILE * TILE * CHANNELS];
  private final float[] bias = new float[CHANNELS];
  private Image x = Image.of(bias, 0, 1, 1, CHANNELS);
  private Image y = x;
  private WinogradWeights weights = new WinogradWeights(bias, 0);

  @Setup
  public void fill() {
    Random random = new Random(1);
    float[] values = RandomValues.of(random, HEIGHT * WIDTH * CHANNELS);
    x = Image.of(values, 0, HEIGHT, WIDTH, CHANNELS);
    y = Image.of(new float[values.length], 0, HEIGHT, WIDTH, CHANNELS);
    float[] weight = RandomValues.of(random, CHANNELS * CHANNELS * 9);
    weights = WinogradWeights.of(kernels.gemm(), weight, CHANNELS, CHANNELS, 0, CHANNELS);
  }

  @Benchmark
  @OperationsPerInvocation(TILES)
  public float[] input() {
    input(ACROSS + 1);
    return panels;
  }

  @Benchmark
  @OperationsPerInvocation(TILES)
  public float[] inputAtTheBorder() {
    input(0);
    return panels;
  }

  @Benchmark
  @OperationsPerInvocation(TILES)
  public float[] products() {
    multiply();
    return products;
  }

  @Benchmark
  @OperationsPerInvocation(TILES)
  public float[] output() {
    for (int i = 0; i < TILES; i++) {
      output(i, tile, 0, TILE * CHANNELS);
    }
    return tile;
  }

  @Benchmark
  @OperationsPerInvocation(ALL)
  public Image convolution() {
    for (int first = 0; first < ALL; first += TILES) {
      input(first);
      multiply();
      finish(first);
    }
    return y;
  }

  private void input(int first) {
    for (int i = 0; i < TILES; i++) {
      int t = first + i;
      kernels
          .winograd()
          .input(x, t / ACROSS, t % ACROSS, panels, 0, PANEL, TILES, i, 0, POSITIONS * PANEL);
    }
  }

  private void multiply() {
    for (int p = 0; p < POSITIONS; p++) {
      kernels
          .gemm()
          .multiply(
              panels,
              p * PANEL,
              TILES,
              CHANNELS,
              weights.data(),
              p * weights.stride(),
              CHANNELS,
              products,
              p * PRODUCT,
              CHANNELS);
    }
  }

  private void finish(int first) {
    for (int i = 0; i < TILES; i++) {
      int at = y.at((first + i) / ACROSS * TILE, (first + i) % ACROSS * TILE);
      output(i, y.data(), at, y.w() * CHANNELS);
    }
  }

  private void output(int i, float[] to, int at, int down) {
    kernels
        .winograd()
        .output(products, i * CHANNELS, PRODUCT, CHANNELS, bias, 0, 0.1f, to, at, down, CHANNELS);
  }
}
