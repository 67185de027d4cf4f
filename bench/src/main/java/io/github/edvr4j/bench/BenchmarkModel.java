package io.github.edvr4j.bench;

import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.weights.EdvrCheckpoint;
import io.github.edvr4j.weights.EdvrParameters;
import io.github.edvr4j.weights.Parameter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;

/**
 * The network of a benchmark.
 *
 * @param name as it was asked for
 */
public record BenchmarkModel(String name, EdvrConfig config, Weights weights) {

  /** The bundled model's configuration. */
  static final EdvrConfig S = new EdvrConfig(32, 5, 4, 3, 8, 2, false, false, true);

  /** Small enough for many thousands of frames. */
  static final EdvrConfig TINY = new EdvrConfig(4, 3, 1, 1, 1, 1, false, false, true);

  /** Half the range of the predicted offsets' biases, in pixels. */
  private static final double OFFSETS = 3;

  /**
   * @param name {@code tiny}, {@code S}, {@code M}, {@code L}, or a model file
   */
  public static BenchmarkModel of(String name) {
    return switch (name) {
      case "tiny" -> new BenchmarkModel(name, TINY, random(TINY));
      case "S" -> new BenchmarkModel(name, S, random(S));
      case "M" -> new BenchmarkModel(name, EdvrConfig.m(), random(EdvrConfig.m()));
      case "L" -> new BenchmarkModel(name, EdvrConfig.l(), random(EdvrConfig.l()));
      default -> {
        EdvrCheckpoint file = EdvrCheckpoint.load(Path.of(name), OptionalInt.empty());
        yield new BenchmarkModel(name, file.config(), file.weights());
      }
    };
  }

  /**
   * Uniform within 1 / sqrt(fan in), where training starts; but there all offsets are zero, and
   * sampling whole pixels in order would be too easy. Here they are a few pixels, as in a trained
   * network.
   */
  private static Weights random(EdvrConfig config) {
    Random random = new Random(2);
    Map<String, float[]> arrays = new HashMap<>();
    for (Parameter parameter : EdvrParameters.of(config)) {
      float[] values = new float[parameter.elements()];
      double bound =
          parameter.name().endsWith("conv_offset.bias")
              ? OFFSETS
              : Math.sqrt(1.0 / (values.length / parameter.shape().getFirst()));
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (bound * (2 * random.nextDouble() - 1));
      }
      arrays.put(parameter.name(), values);
    }
    return (name, elements) -> {
      float[] values = arrays.get(name);
      if (values == null || values.length != elements) {
        throw new IllegalArgumentException("no parameter %s of %d".formatted(name, elements));
      }
      return values;
    };
  }
}
