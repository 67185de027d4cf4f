package io.github.edvr4j.bench;

import io.github.edvr4j.kernel.Image;
import io.github.edvr4j.kernel.Kernels;
import io.github.edvr4j.kernel.Panel;
import io.github.edvr4j.kernel.Region;
import io.github.edvr4j.ops.DeformConv2d;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The two halves of a 3x3 deformable convolution with 8 groups on one core, for one output pixel:
 * sampling, from masks that still need the sigmoid, and the product with as many output channels.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@State(Scope.Thread)
public class SamplingBenchmark {

  private static final int SIZE = 64;
  private static final int GROUPS = 8;

  /** Pixels that are sampled and multiplied at a time. */
  private static final int PIXELS = 48;

  @Param({"64", "128"})
  public int channels;

  /** Standard deviation of the offsets, in pixels. */
  @Param({"0.5", "5"})
  public float spread;

  private final Kernels kernels = Kernels.best();
  private DeformConv2d layer = DeformConv2d.of("dcn", GROUPS, GROUPS, GROUPS);
  private Image x = Image.of(new float[1], 0, 1, 1, 1);
  private Image offset = x;
  private Image mask = x;
  private float[] panel = {};
  private float[] matrix = {};
  private float[] products = {};

  @Setup
  public void fill() {
    Random random = new Random(1);
    layer = DeformConv2d.of("dcn", channels, channels, GROUPS);
    x = image(random, channels);
    offset = image(random, layer.offsetChannels());
    mask = image(random, layer.maskChannels());
    for (int i = 0; i < offset.data().length; i++) {
      offset.data()[i] *= spread;
    }
    int depth = layer.kernel().taps() * channels;
    panel = new float[Panel.size(PIXELS, depth)];
    matrix = kernels.gemm().pack(RandomValues.of(random, depth * channels), depth, channels);
    products = new float[PIXELS * channels];
  }

  private static Image image(Random random, int c) {
    return Image.of(RandomValues.of(random, SIZE * SIZE * c), 0, SIZE, SIZE, c);
  }

  @Benchmark
  @OperationsPerInvocation(PIXELS)
  public double sample() {
    return kernels
        .sampling()
        .sample(
            layer,
            x,
            offset,
            Optional.of(mask),
            true,
            new Region(SIZE / 2, 0, SIZE / 2, SIZE),
            0,
            PIXELS,
            panel,
            0,
            PIXELS);
  }

  @Benchmark
  @OperationsPerInvocation(PIXELS)
  public float[] product() {
    int depth = layer.kernel().taps() * channels;
    kernels.gemm().multiply(panel, 0, PIXELS, depth, matrix, 0, channels, products, 0, channels);
    return products;
  }
}
