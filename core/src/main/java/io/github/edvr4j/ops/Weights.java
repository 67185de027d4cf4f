package io.github.edvr4j.ops;

import io.github.edvr4j.tensor.Shape;

/** Where the layers' arrays come from, by state-dict name. */
public interface Weights {

  /**
   * The values of one parameter, row-major. The array may be shared: read it, don't write it.
   *
   * @param name full state-dict name, such as {@code conv_first.weight}
   * @param elements how many values the caller expects
   * @throws io.github.edvr4j.EdvrException if there is no such parameter or it has another size
   */
  float[] get(String name, int elements);

  /** Weight of a layer, in the order of {@code shape}: (out, in / groups, height, width). */
  default float[] weight(String layer, Shape shape) {
    return get(layer + ".weight", shape.elements());
  }

  /** Bias of a layer. */
  default float[] bias(String layer, int channels) {
    return get(layer + ".bias", channels);
  }
}
