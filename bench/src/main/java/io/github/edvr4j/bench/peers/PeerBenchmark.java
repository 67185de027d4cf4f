package io.github.edvr4j.bench.peers;

import io.github.edvr4j.bench.BenchmarkModel;
import io.github.edvr4j.bench.Machine;
import io.github.edvr4j.bench.NoiseClip;
import io.github.edvr4j.engine.Cost;
import io.github.edvr4j.engine.Network;
import io.github.edvr4j.model.Edvr;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.ops.Ops;
import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/**
 * Seconds per restored frame: edvr4j as a stream, the same on one thread, its engine without the
 * stream's reuse, and its peers, which compute each window anew as the network is defined. All get
 * the same windows and weights, and what they make is compared.
 *
 * <p>Arguments: the model ({@code S}, {@code M}, {@code L} or a model file), rows, columns,
 * threads, rounds, and the GFLOP/s that {@link Gate} printed on the idle machine.
 */
public final class PeerBenchmark {

  private static final int WARMUP = 3;

  /** Of values in [0, 1]. */
  private static final double TOLERANCE = 1e-3;

  private record Window(Edvr edvr) implements Network {
    @Override
    public <T> List<T> apply(Ops<T> ops, List<T> frames) {
      return List.of(edvr.restore(ops, frames));
    }
  }

  private PeerBenchmark() {}

  public static void main(String[] args) {
    BenchmarkModel model = BenchmarkModel.of(args.length > 0 ? args[0] : "M");
    int height = args.length > 1 ? Integer.parseInt(args[1]) : 180;
    int width = args.length > 2 ? Integer.parseInt(args[2]) : 320;
    int threads =
        args.length > 3 ? Integer.parseInt(args[3]) : Runtime.getRuntime().availableProcessors();
    int rounds = args.length > 4 ? Integer.parseInt(args[4]) : 7;
    OptionalDouble alone =
        args.length > 5 ? OptionalDouble.of(Double.parseDouble(args[5])) : OptionalDouble.empty();
    NoiseClip clip = new NoiseClip(height, width);
    Work work = work(model, clip);
    double before = Gate.gigaflops();
    try (Contender stream = new StreamContender("edvr4j, stream", model, clip, threads);
        Contender single = new StreamContender("edvr4j, stream, 1 thread", model, clip, 1);
        Contender windows = new EngineContender("edvr4j, without reuse", work, threads);
        Contender contiguous = new LibtorchContender(work, threads, TorchLayout.CONTIGUOUS);
        Contender last = new LibtorchContender(work, threads, TorchLayout.CHANNELS_LAST);
        Contender onnx = OnnxContender.network(model, work, threads)) {
      List<Contender> contenders =
          new ArrayList<>(List.of(stream, windows, contiguous, last, onnx));
      if (threads > 1) {
        contenders.add(1, single);
      }
      Comparison comparison = Rounds.run(contenders, WARMUP, rounds, 1, TOLERANCE);
      double ofStream = 2.0 * Cost.of(model.config(), height, width).multiplyAdds();
      double[] flops =
          contenders.stream()
              .mapToDouble(each -> each instanceof StreamContender ? ofStream : work.flops())
              .toArray();
      String title = "%s, %dx%d, %d threads".formatted(model.name(), width, height, threads);
      System.out.println(Machine.describe(PeerBenchmark.class, args));
      System.out.println(Gate.verdict(Math.min(before, Gate.gigaflops()), alone));
      System.out.print(comparison.table(title, flops));
    }
  }

  private static Work work(BenchmarkModel model, NoiseClip clip) {
    EdvrConfig config = model.config();
    Cost cost = Cost.of(config, clip.height(), clip.width());
    return new Work(
        new Window(new Edvr(config)),
        model.weights(),
        Collections.nCopies(config.frames(), Shape.of(Frame.CHANNELS, clip.height(), clip.width())),
        round ->
            IntStream.range(round, round + config.frames())
                .mapToObj(number -> clip.frame(number).rgb())
                .toList(),
        2.0 * (config.frames() * cost.featureMultiplyAdds() + cost.windowMultiplyAdds()));
  }
}
