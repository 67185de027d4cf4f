package io.github.edvr4j.goldens;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.engine.Engine;
import io.github.edvr4j.ops.Ops;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The engine, a batch item by item: within RMS 3.2e-5 R and at most 1e-3 R, with R the largest
 * official value, at least 1.
 */
public record EngineInterpreter(Engine engine) implements Interpreter {

  @Override
  public Tensor run(Network network, Weights weights, List<Tensor> inputs) {
    List<Shape> shapes = inputs.stream().map(x -> x.item(0).shape()).toList();
    var plan = engine.plan(asList(network), weights, shapes);
    List<Tensor> items = new ArrayList<>();
    for (int n = 0; n < inputs.getFirst().shape().n(); n++) {
      int item = n;
      List<Tensor> outputs = plan.run(inputs.stream().map(x -> x.item(item)).toList());
      items.add(outputs.getFirst());
    }
    return Tensor.batch(items.toArray(Tensor[]::new));
  }

  private static io.github.edvr4j.engine.Network asList(Network network) {
    return new io.github.edvr4j.engine.Network() {
      @Override
      public <T> List<T> apply(Ops<T> ops, List<T> inputs) {
        return List.of(network.apply(ops, inputs));
      }
    };
  }

  @Override
  public void compare(String what, float[] actual, float[] expected, double error) {
    assertThat(actual).as(what).hasSameSizeAs(expected);
    double range = 1;
    double max = 0;
    double squares = 0;
    for (int i = 0; i < expected.length; i++) {
      range = Math.max(range, Math.abs(expected[i]));
      double difference = Math.abs((double) actual[i] - expected[i]);
      max = Math.max(max, Double.isNaN(difference) ? Double.POSITIVE_INFINITY : difference);
      squares += difference * difference;
    }
    assertThat(Math.sqrt(squares / expected.length))
        .as("%s, root mean square error", what)
        .isLessThanOrEqualTo(3.2e-5 * range);
    assertThat(max).as("%s, largest error", what).isLessThanOrEqualTo(1e-3 * range);
  }
}
