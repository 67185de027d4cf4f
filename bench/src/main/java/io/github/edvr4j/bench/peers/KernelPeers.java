package io.github.edvr4j.bench.peers;

import io.github.edvr4j.bench.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Single layers at 180x320, on one thread and on more: 3x3 convolutions, and the deformable
 * convolution of 64 channels and 8 groups with offset and mask given.
 *
 * <p>Arguments: threads, rounds, and the GFLOP/s that {@link Gate} printed on the idle machine.
 */
public final class KernelPeers {

  private static final int WARMUP = 4;
  private static final int REPEATS = 5;

  /** Sums of 576 or 1152 products of values around 1, by Winograd. */
  private static final double TOLERANCE = 1e-3;

  private KernelPeers() {}

  public static void main(String[] args) {
    int threads =
        args.length > 0 ? Integer.parseInt(args[0]) : Runtime.getRuntime().availableProcessors();
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 9;
    OptionalDouble alone =
        args.length > 2 ? OptionalDouble.of(Double.parseDouble(args[2])) : OptionalDouble.empty();
    double before = Gate.gigaflops();
    System.out.println(Machine.describe(KernelPeers.class, args));
    for (int channels : List.of(64, 128)) {
      for (int used : usedThreads(threads)) {
        Work work = Layers.convolution(channels);
        String title = "3x3 convolution %d→%d, %s".formatted(channels, channels, threads(used));
        try (Contender ours = new EngineContender("edvr4j", work, used);
            Contender contiguous = new LibtorchContender(work, used, TorchLayout.CONTIGUOUS);
            Contender last = new LibtorchContender(work, used, TorchLayout.CHANNELS_LAST);
            Contender onnx = OnnxContender.layer(work, used)) {
          System.out.print(table(title, work, List.of(ours, contiguous, last, onnx), rounds));
        }
      }
    }
    for (int used : usedThreads(threads)) {
      Work work = Layers.deformable();
      String title = "deformable convolution 64→64, 8 groups, " + threads(used);
      try (Contender ours = new EngineContender("edvr4j", work, used);
          Contender composed = new LibtorchContender(work, used, TorchLayout.CONTIGUOUS);
          Contender last = new LibtorchContender(work, used, TorchLayout.CHANNELS_LAST);
          Contender loops = new TorchvisionContender(work, Layers.deformableLayer(), used);
          Contender onnx = OnnxContender.layer(work, used)) {
        System.out.print(table(title, work, List.of(ours, composed, last, loops, onnx), rounds));
      }
    }
    System.out.println();
    System.out.print(Gate.verdict(Math.min(before, Gate.gigaflops()), alone));
  }

  private static String table(
      String title, Work work, List<? extends Contender> contenders, int rounds) {
    Comparison comparison = Rounds.run(contenders, WARMUP, rounds, REPEATS, TOLERANCE);
    double[] flops = contenders.stream().mapToDouble(_ -> work.flops()).toArray();
    return System.lineSeparator() + comparison.table(title, flops);
  }

  private static List<Integer> usedThreads(int threads) {
    List<Integer> used = new ArrayList<>(List.of(1));
    if (threads > 1) {
      used.add(threads);
    }
    return used;
  }

  private static String threads(int count) {
    return count == 1 ? "1 thread" : count + " threads";
  }
}
