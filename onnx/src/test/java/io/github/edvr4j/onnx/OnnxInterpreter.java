package io.github.edvr4j.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import io.github.edvr4j.goldens.Interpreter;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * ONNX Runtime on the file that a network is written to: within ten times the distance of float32
 * from float64, or 2e-6 of the largest.
 *
 * @param file where the network is written
 */
record OnnxInterpreter(Path file) implements Interpreter {

  @Override
  public Tensor run(Network network, Weights weights, List<Tensor> inputs) {
    OnnxGraph graph = new OnnxGraph("golden", weights);
    List<OnnxValue> values = new ArrayList<>();
    Map<String, OnnxSession.Values> given = new HashMap<>();
    for (Tensor input : inputs) {
      String name = "in" + values.size();
      values.add(graph.image(name, input.shape().c()));
      given.put(name, values(input));
    }
    graph.output("out", network.apply(graph.ops(), values));
    graph.write(file, new LinkedHashMap<>());
    try (OnnxSession session = new OnnxSession(file)) {
      return tensor(session.run(given));
    } catch (OrtException e) {
      throw new AssertionError(e);
    }
  }

  private static OnnxSession.Values values(Tensor tensor) {
    Shape shape = tensor.shape();
    return new OnnxSession.Values(tensor.data(), shape.n(), shape.c(), shape.h(), shape.w());
  }

  private static Tensor tensor(OnnxSession.Values values) {
    long[] extents = values.extents();
    return new Tensor(
        new Shape((int) extents[0], (int) extents[1], (int) extents[2], (int) extents[3]),
        values.data());
  }

  @Override
  public void compare(String what, float[] actual, float[] expected, double error) {
    float largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    double allowed = Math.max(10 * error, 2e-6 * largest);
    assertThat(actual).as(what).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) Math.abs(actual[i] - expected[i]))
          .as("%s, value %d: %s instead of %s", what, i, actual[i], expected[i])
          .isLessThanOrEqualTo(allowed);
    }
  }
}
