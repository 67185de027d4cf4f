package io.github.edvr4j.ops;

import io.github.edvr4j.tensor.Shape;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * Weights for any network: drawn at random when a layer asks for them, the same for one seed and
 * name.
 */
public final class RandomWeights implements Weights {

  private final long seed;
  private final double gain;
  private final Map<String, float[]> given = new HashMap<>();
  private final Map<String, float[]> drawn = new HashMap<>();

  public RandomWeights(long seed) {
    this(seed, 1);
  }

  /**
   * @param gain a layer's outputs have {@code gain} times the variance of its inputs; 2 makes up
   *     for what activations take away
   */
  public RandomWeights(long seed, double gain) {
    this.seed = seed;
    this.gain = gain;
  }

  /** Sets every value of a parameter to one number. */
  public RandomWeights fill(String name, int elements, float value) {
    float[] array = new float[elements];
    Arrays.fill(array, value);
    return set(name, array);
  }

  /** Sets a parameter. */
  public RandomWeights set(String name, float[] values) {
    given.put(name, values);
    return this;
  }

  @Override
  public synchronized float[] get(String name, int elements) {
    return drawn(name, elements, 0.1);
  }

  @Override
  public synchronized float[] weight(String layer, Shape shape) {
    double inputs = (double) shape.elements() / shape.n();
    return drawn(layer + ".weight", shape.elements(), Math.sqrt(gain / inputs));
  }

  private float[] drawn(String name, int elements, double deviation) {
    float[] array = given.get(name);
    if (array != null) {
      if (array.length != elements) {
        throw new IllegalStateException(
            "%s has %d values, not %d".formatted(name, array.length, elements));
      }
      return array;
    }
    return drawn.computeIfAbsent(
        name + " " + elements,
        key -> {
          Random random = new Random(seed * 31 + key.hashCode());
          float[] values = new float[elements];
          for (int i = 0; i < elements; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
          }
          return values;
        });
  }
}
