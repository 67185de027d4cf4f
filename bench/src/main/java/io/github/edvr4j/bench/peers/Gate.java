package io.github.edvr4j.bench.peers;

import io.github.edvr4j.bench.Spread;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * Whether figures from this machine, now, count: libtorch's 3x3 convolution of 64 to 64 channels at
 * 180x320, channels last, on one thread. It must reach {@value #ENOUGH} GFLOP/s, or on a slower
 * machine nine tenths of what it reaches there alone, which this program prints.
 */
public final class Gate {

  private static final double ENOUGH = 110;
  private static final double SHARE = 0.9;

  private static final int WARMUP = 20;
  private static final int RUNS = 30;

  private Gate() {}

  /** Measures. */
  public static void main(String[] args) {
    System.out.print(verdict(gigaflops(), OptionalDouble.empty()));
  }

  /** Takes about two seconds. */
  static double gigaflops() {
    Work work = Layers.convolution(64);
    try (Contender libtorch = new LibtorchContender(work, 1, TorchLayout.CHANNELS_LAST)) {
      libtorch.prepare(0);
      for (int i = 0; i < WARMUP; i++) {
        libtorch.run();
      }
      double[] seconds = new double[RUNS];
      for (int i = 0; i < RUNS; i++) {
        seconds[i] = libtorch.run();
      }
      return work.flops() / Spread.of(seconds).median() / 1e9;
    }
  }

  /**
   * A Markdown line.
   *
   * @param alone what was reached on the same machine when nothing else ran
   */
  static String verdict(double gigaflops, OptionalDouble alone) {
    double needed = Math.min(ENOUGH, SHARE * alone.orElse(ENOUGH / SHARE));
    return String.format(
        Locale.ROOT,
        "Gate: libtorch's 3x3 convolution 64→64, channels last, 180x320, 1 thread: %.1f GFLOP/s%s%n",
        gigaflops,
        gigaflops >= needed
            ? ""
            : String.format(
                Locale.ROOT, "; **does not count**, for %.1f the machine must be idle", needed));
  }
}
