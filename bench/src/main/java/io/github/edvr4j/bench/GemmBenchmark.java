package io.github.edvr4j.bench;

import io.github.edvr4j.kernel.Gemm;
import io.github.edvr4j.kernel.Kernels;
import io.github.edvr4j.kernel.Panel;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The matrix product at the network's sizes: one position of a Winograd convolution (depth 64) and
 * a deformable layer (depth 576). {@code gigaflops} is what one core reaches.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@State(Scope.Thread)
public class GemmBenchmark {

  /** Counts the operations of the products, two for a multiply-add. */
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Work {
    public double gigaflops;
  }

  @Param({"24", "48"})
  public int rows;

  @Param({"64", "576"})
  public int depth;

  @Param({"32", "64", "216"})
  public int columns;

  private final Gemm gemm = Kernels.best().gemm();
  private float[] a = {};
  private float[] b = {};
  private float[] c = {};
  private int stride;

  @Setup
  public void fill() {
    Random random = new Random(1);
    a = RandomValues.of(random, Panel.size(rows, depth));
    b = gemm.pack(RandomValues.of(random, depth * columns), depth, columns);
    int multiple = gemm.columnMultiple();
    stride = (columns + multiple - 1) / multiple * multiple;
    c = new float[rows * stride];
  }

  @Benchmark
  public float[] multiply(Work work) {
    gemm.multiply(a, 0, rows, depth, b, 0, columns, c, 0, stride);
    work.gigaflops += 2e-9 * rows * depth * columns;
    return c;
  }
}
