package io.github.edvr4j.weights;

import java.util.List;

/**
 * A parameter that a network expects.
 *
 * @param name state-dict name in BasicSR
 * @param shape (out, in, height, width) of a weight, (out) of a bias
 */
public record Parameter(String name, List<Integer> shape) {

  public Parameter {
    shape = List.copyOf(shape);
  }

  /** How many values it has. */
  public int elements() {
    return shape.stream().reduce(1, Math::multiplyExact);
  }

  @Override
  public String toString() {
    return name + " " + StoredTensor.shapeText(shape);
  }
}
