package io.github.edvr4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.edvr4j.engine.RandomNetwork.Phrase;
import io.github.edvr4j.ops.Activation;
import io.github.edvr4j.ops.Ops;
import io.github.edvr4j.ops.RandomWeights;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.scalar.ScalarOps;
import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;
import io.github.edvr4j.tensor.Tensors;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The traced graph, run as it is, computes what the specification does. */
@Tag("lanes")
class PlanTest {

  /**
   * One phrase is at most two convolutions deep, of sums of up to a few hundred floats. The most
   * that was seen is 1.3e-5, where predicted offsets move samples along the slopes of noise.
   */
  private static final double PHRASE = 4e-5;

  /** Errors grow from layer to layer. A wrong sum or a wrong place is off by far more. */
  private static final double NETWORK = 1e-4;

  private static final Engine ENGINE = new Engine(2);

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  @ParameterizedTest
  @EnumSource
  void computesEveryPhrase(Phrase phrase) {
    for (int seed = 0; seed < 25; seed++) {
      compare(RandomNetwork.of(seed, 2, 1, List.of(phrase)), seed, PHRASE);
    }
  }

  @Test
  void computesNetworks() {
    Set<Class<?>> kinds = new HashSet<>();
    for (int seed = 0; seed < 60; seed++) {
      RandomNetwork network = network(seed);
      compare(network, seed, NETWORK);
      for (Node node : Tracer.trace(network, network.inputs()).nodes()) {
        kinds.add(node.op().getClass());
      }
    }
    assertThat(kinds).containsExactlyInAnyOrder(Op.class.getPermittedSubclasses());
  }

  private static RandomNetwork network(int seed) {
    return RandomNetwork.of(seed, 2, 12, List.of(Phrase.values()));
  }

  private static void compare(RandomNetwork network, int seed, double tolerance) {
    List<Tensor> inputs = Tensors.random(new Random(seed), network.inputs());
    Weights weights = new RandomWeights(seed);
    Graph graph = Tracer.trace(network, network.inputs());
    Tensors.assertClose(
        network.toString(),
        Interpreters.engine(ENGINE, graph, weights, inputs),
        Interpreters.scalar(network, weights, inputs),
        tolerance);
  }

  @Test
  void reportsEveryProbe() {
    for (int seed = 0; seed < 10; seed++) {
      RandomNetwork network = RandomNetwork.of(seed, 1, 6, List.of(Phrase.CONV, Phrase.PROBE));
      List<Tensor> inputs = Tensors.random(new Random(seed), network.inputs());
      Map<String, Double> expected = new HashMap<>();
      ScalarOps scalar =
          new ScalarOps(new RandomWeights(seed), (name, x) -> expected.put(name, meanAbs(x)));
      network.apply(scalar, inputs);

      Map<String, Double> actual = new HashMap<>();
      Graph graph = Tracer.trace(network, network.inputs());
      Plan plan = ENGINE.plan(graph, ENGINE.packed(new RandomWeights(seed)));
      plan.run(inputs, actual::put);

      // What leads to no output is not computed.
      long probes = graph.nodes().stream().filter(n -> n.op() instanceof Op.Probe).count();
      assertThat(actual).hasSize((int) probes);
      actual.forEach(
          (name, mean) -> assertThat(mean).as(name).isCloseTo(expected.get(name), within(PHRASE)));
    }
  }

  private static double meanAbs(Tensor x) {
    double sum = 0;
    for (float value : x.data()) {
      sum += Math.abs(value);
    }
    return sum / x.data().length;
  }

  /** The engine's memory is shared: what another plan has left there must not show. */
  @Test
  void runsAgainAndInTurns() {
    RandomNetwork first = network(1);
    RandomNetwork second = network(2);
    Weights weights = new RandomWeights(1);
    Plan firstPlan = ENGINE.plan(first, weights, first.inputs());
    Plan secondPlan = ENGINE.plan(second, weights, second.inputs());
    List<Tensor> firstInputs = Tensors.random(new Random(1), first.inputs());
    List<Tensor> secondInputs = Tensors.random(new Random(2), second.inputs());
    List<Tensor> firstOutputs = firstPlan.run(firstInputs);
    List<Tensor> secondOutputs = secondPlan.run(secondInputs);
    assertThat(firstPlan.run(firstInputs)).isEqualTo(firstOutputs);
    assertThat(secondPlan.run(secondInputs)).isEqualTo(secondOutputs);
  }

  /** Pieces may be done by any thread in any order, with the same result to the last bit. */
  @Test
  void isTheSameWithAnyNumberOfThreads() {
    for (int seed = 0; seed < 5; seed++) {
      RandomNetwork network = network(seed);
      List<Tensor> inputs = Tensors.random(new Random(seed), network.inputs());
      Weights weights = new RandomWeights(seed);
      List<Tensor> two = ENGINE.plan(network, weights, network.inputs()).run(inputs);
      for (int threads : new int[] {1, 3, 5}) {
        try (Engine engine = new Engine(threads)) {
          assertThat(engine.plan(network, weights, network.inputs()).run(inputs)).isEqualTo(two);
        }
      }
    }
  }

  @Test
  void leavesInputsAlone() {
    RandomNetwork network = network(3);
    List<Tensor> inputs = Tensors.random(new Random(3), network.inputs());
    List<float[]> before = inputs.stream().map(x -> x.data().clone()).toList();
    ENGINE.plan(network, new RandomWeights(3), network.inputs()).run(inputs);
    for (int i = 0; i < before.size(); i++) {
      assertThat(inputs.get(i).data()).isEqualTo(before.get(i));
    }
  }

  @Test
  void givesInputsAndRepeatedOutputs() {
    Network network =
        new Network() {
          @Override
          public <T> List<T> apply(Ops<T> ops, List<T> x) {
            T y = ops.activate(Activation.RELU, x.get(0));
            return List.of(y, x.get(0), y, ops.scale(y, 2));
          }
        };
    Tensor x = new Tensor(Shape.of(1, 1, 3), new float[] {-1, 0.5f, 3});
    Tensor relu = new Tensor(x.shape(), new float[] {0, 0.5f, 3});
    Tensor twice = new Tensor(x.shape(), new float[] {0, 1, 6});
    Plan plan = ENGINE.plan(network, new RandomWeights(0), List.of(x.shape()));
    Tensors.assertClose("outputs", plan.run(List.of(x)), List.of(relu, x, relu, twice), 0);
  }

  @Test
  void refusesOtherShapes() {
    RandomNetwork network = network(1);
    Plan plan = ENGINE.plan(network, new RandomWeights(1), network.inputs());
    Shape wider = network.inputs().getFirst().withSize(15, 16);
    assertThatThrownBy(() -> plan.run(Arrays.asList(Tensor.zeros(wider), Tensor.zeros(wider))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1x%dx15x16", wider.c());
    assertThatThrownBy(() -> ENGINE.plan(network, new RandomWeights(1), batches(network)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("batch of 2");
  }

  private static List<Shape> batches(RandomNetwork network) {
    return network.inputs().stream().map(s -> new Shape(2, s.c(), s.h(), s.w())).toList();
  }
}
