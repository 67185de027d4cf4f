package io.github.edvr4j.bench;

import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.stream.FrameStream;
import io.github.edvr4j.stream.Restorer;
import io.github.edvr4j.stream.StreamOptions;
import io.github.edvr4j.weights.EdvrCheckpoint;
import io.github.edvr4j.weights.EdvrParameters;
import io.github.edvr4j.weights.Parameter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;

/**
 * Seconds per frame of a stream in its steady state: the time from one restored frame to the next,
 * median of several.
 *
 * <p>Arguments: the model ({@code M}, {@code L} or a model file), height, width, threads, frames.
 */
public final class StreamBenchmark {

  private StreamBenchmark() {}

  public static void main(String[] args) {
    String model = args.length > 0 ? args[0] : "M";
    int height = args.length > 1 ? Integer.parseInt(args[1]) : 180;
    int width = args.length > 2 ? Integer.parseInt(args[2]) : 320;
    int threads =
        args.length > 3 ? Integer.parseInt(args[3]) : Runtime.getRuntime().availableProcessors();
    int frames = args.length > 4 ? Integer.parseInt(args[4]) : 12;
    switch (model) {
      case "M" ->
          run(model, EdvrConfig.m(), random(EdvrConfig.m()), height, width, threads, frames);
      case "L" ->
          run(model, EdvrConfig.l(), random(EdvrConfig.l()), height, width, threads, frames);
      default -> {
        EdvrCheckpoint file = EdvrCheckpoint.load(Path.of(model), OptionalInt.empty());
        run(model, file.config(), file.weights(), height, width, threads, frames);
      }
    }
  }

  private static void run(
      String model,
      EdvrConfig config,
      Weights weights,
      int height,
      int width,
      int threads,
      int frames) {
    Random random = new Random(1);
    double[] seconds = new double[frames];
    int[] restored = {0};
    try (Restorer restorer = new Restorer(config, weights, threads)) {
      long[] before = {System.nanoTime()};
      FrameStream stream =
          restorer.open(restorer.plan(height, width, StreamOptions.DEFAULT), System.err::println);
      for (int i = 0; i < frames; i++) {
        float[] rgb = new float[height * width * Frame.CHANNELS];
        for (int j = 0; j < rgb.length; j++) {
          rgb[j] = random.nextFloat();
        }
        stream.push(
            new Frame(height, width, rgb),
            frame -> {
              long now = System.nanoTime();
              seconds[restored[0]++] = (now - before[0]) / 1e9;
              before[0] = now;
            });
      }
      // The first window's frames come out at once, and the code is still being compiled.
      double[] steady =
          Arrays.copyOfRange(seconds, Math.min(restored[0] - 1, config.frames()), restored[0]);
      Arrays.sort(steady);
      System.out.printf(
          Locale.ROOT,
          "%s %dx%d, %d threads, %d lanes: %.3f s a frame (median of %d; %.3f to %.3f); first"
              + " frame after %.2f s%n",
          model,
          width,
          height,
          threads,
          restorer.lanes(),
          steady[steady.length / 2],
          steady.length,
          steady[0],
          steady[steady.length - 1],
          seconds[0]);
    }
  }

  /** Random weights of the scale that training starts from; unlike there, offsets are not zero. */
  private static Weights random(EdvrConfig config) {
    Random random = new Random(2);
    Map<String, float[]> arrays = new HashMap<>();
    for (Parameter parameter : EdvrParameters.of(config)) {
      float[] values = new float[parameter.elements()];
      double bound = Math.sqrt(1.0 / (values.length / parameter.shape().getFirst()));
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (bound * (2 * random.nextDouble() - 1));
      }
      arrays.put(parameter.name(), values);
    }
    return (name, elements) -> {
      float[] values = arrays.get(name);
      if (values == null) {
        throw new IllegalArgumentException("no parameter " + name);
      }
      return values;
    };
  }
}
