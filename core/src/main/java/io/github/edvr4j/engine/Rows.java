package io.github.edvr4j.engine;

import io.github.edvr4j.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** Lists of arrays with channels last. */
final class Rows {

  private Rows() {}

  static List<float[]> of(List<Shape> shapes) {
    return shapes.stream().map(shape -> new float[shape.elements()]).toList();
  }

  static List<float[]> joined(List<float[]> first, List<float[]> second) {
    List<float[]> all = new ArrayList<>(first);
    all.addAll(second);
    return all;
  }
}
