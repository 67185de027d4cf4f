package io.github.edvr4j.bench;

import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.train.torch.Libtorch;
import io.github.edvr4j.train.torch.OfficialInitialisation;
import io.github.edvr4j.train.torch.Tensors;
import io.github.edvr4j.train.torch.TorchDevice;
import io.github.edvr4j.train.torch.TorchNetwork;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Seconds of a training step's forward and backward pass, of the network over {@code Ops} and of
 * the same network written straight against libtorch, by turns; medians.
 *
 * <p>Arguments: {@code M} or {@code S} (the bundled network), rows and columns of a low-resolution
 * patch, windows of a batch, threads, steps.
 */
public final class TrainingStepBenchmark {

  private static final EdvrConfig BUNDLED = new EdvrConfig(32, 5, 4, 3, 8, 2, false, false, true);

  private TrainingStepBenchmark() {}

  public static void main(String[] args) {
    EdvrConfig config = args.length > 0 && args[0].equals("M") ? EdvrConfig.m() : BUNDLED;
    int patch = args.length > 1 ? Integer.parseInt(args[1]) : 64;
    int batch = args.length > 2 ? Integer.parseInt(args[2]) : 4;
    int threads =
        args.length > 3 ? Integer.parseInt(args[3]) : Runtime.getRuntime().availableProcessors();
    int steps = args.length > 4 ? Integer.parseInt(args[4]) : 10;
    Libtorch.useThreads(threads);
    Random random = new Random(1);
    float[] low = values(random, batch * 3 * patch * patch);
    float[] high = values(random, batch * 3 * patch * patch * 16);
    try (TorchNetwork network =
        TorchNetwork.of(config, OfficialInitialisation.of(config, 1), TorchDevice.CPU)) {
      PlainEdvr plain = new PlainEdvr(config, network.parameters());
      double[][] seconds = new double[6][steps];
      for (int step = -2; step < steps; step++) {
        for (int way = 0; way < 3; way++) {
          UnaryOperator<Tensor> layout =
              way == 2 ? x -> x.contiguous(torch.MemoryFormat.ChannelsLast) : x -> x;
          try (PointerScope _ = new PointerScope()) {
            List<Tensor> frames =
                Stream.generate(
                        () ->
                            layout.apply(Tensors.of(low, TorchDevice.CPU, batch, 3, patch, patch)))
                    .limit(config.frames())
                    .toList();
            Tensor target = Tensors.of(high, TorchDevice.CPU, batch, 3, 4 * patch, 4 * patch);
            long start = System.nanoTime();
            Tensor output = way == 0 ? network.restore(frames) : plain.restore(frames);
            Tensor loss = output.sub(target).abs().sum();
            loss.item_double();
            long middle = System.nanoTime();
            loss.backward();
            long end = System.nanoTime();
            if (step >= 0) {
              seconds[2 * way][step] = (middle - start) / 1e9;
              seconds[2 * way + 1][step] = (end - middle) / 1e9;
            }
          }
          network.parameters().values().forEach(TrainingStepBenchmark::forgetGradient);
        }
      }
      String[] ways = {"over Ops", "plain, contiguous", "plain, channels last"};
      for (int way = 0; way < ways.length; way++) {
        double forward = median(seconds[2 * way]);
        double backward = median(seconds[2 * way + 1]);
        System.out.printf(
            "%-21s %.3f s forward, %.3f s backward, %.2f steps/s%n",
            ways[way], forward, backward, 1 / (forward + backward));
      }
    }
  }

  private static void forgetGradient(Tensor parameter) {
    try (Tensor gradient = parameter.mutable_grad()) {
      gradient.zero_();
    }
  }

  private static float[] values(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextFloat();
    }
    return values;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
