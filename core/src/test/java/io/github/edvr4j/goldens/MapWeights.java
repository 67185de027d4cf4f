package io.github.edvr4j.goldens;

import io.github.edvr4j.ops.Weights;
import java.util.Map;

/** Weights held in a map. */
public record MapWeights(Map<String, float[]> arrays) implements Weights {

  @Override
  public float[] get(String name, int elements) {
    float[] array = arrays.get(name);
    if (array == null || array.length != elements) {
      throw new IllegalStateException("no array " + name + " of " + elements + " values");
    }
    return array;
  }
}
