package io.github.edvr4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.engine.RandomNetwork.Phrase;
import io.github.edvr4j.ops.RandomWeights;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.tensor.Tensor;
import io.github.edvr4j.tensor.Tensors;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rewrite on its own, and all together, keep the meaning of random networks. */
@Tag("lanes")
class RewriteTest {

  /** A rewrite changes the order of a few sums, by a rounding or two each. */
  private static final double REWRITTEN = 2e-5;

  /** As in {@link PlanTest}. */
  private static final double NETWORK = 1e-4;

  private static final int NETWORKS = 30;

  /** Mostly what rewrites look for. */
  private static final List<Phrase> PHRASES =
      List.of(
          Phrase.CONV_OF_CONCAT,
          Phrase.SHUFFLED_CONV,
          Phrase.SCALED_UPSAMPLE,
          Phrase.PREDICTED_DEFORM,
          Phrase.PREDICTED_DEFORM,
          Phrase.FINISHED_CONV,
          Phrase.PROBE,
          Phrase.AVG_POOL,
          Phrase.CONV);

  private static final Engine ENGINE = new Engine(2);

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  static List<Rewrite> rewrites() {
    return Rewrite.ALL;
  }

  @ParameterizedTest
  @MethodSource("rewrites")
  void keepsTheMeaning(Rewrite rewrite) {
    int changed = 0;
    for (int seed = 0; seed < NETWORKS; seed++) {
      RandomNetwork network = network(seed);
      Graph traced = Tracer.trace(network, network.inputs());
      if (rewrite instanceof FuseMask) {
        // It looks for masks that nobody watches.
        traced = new DropProbes().apply(traced);
      }
      Graph rewritten = rewrite.apply(traced);
      if (!rewritten.equals(traced)) {
        changed++;
        compare(network, traced, rewritten);
      }
    }
    // Else this test would show little.
    assertThat(changed).isGreaterThan(NETWORKS / 3);
  }

  @Test
  void allTogetherKeepTheMeaning() {
    for (int seed = 0; seed < NETWORKS; seed++) {
      RandomNetwork network = network(seed);
      Graph traced = Tracer.trace(network, network.inputs());
      compare(network, traced, Rewrite.all(traced));
    }
  }

  /** {@link StageGraphs} rewrites what has been rewritten before. */
  @Test
  void allTogetherMayBeAppliedTwice() {
    for (int seed = 0; seed < NETWORKS; seed++) {
      RandomNetwork network = network(seed);
      Graph traced = Tracer.trace(network, network.inputs());
      compare(network, traced, Rewrite.all(Rewrite.all(traced)));
    }
  }

  private static RandomNetwork network(int seed) {
    return RandomNetwork.of(seed, 2, 10, PHRASES);
  }

  private static void compare(RandomNetwork network, Graph traced, Graph rewritten) {
    List<Tensor> inputs = Tensors.random(new Random(network.seed()), network.inputs());
    Weights weights = new RandomWeights(network.seed());
    List<Tensor> actual = Interpreters.engine(ENGINE, rewritten, weights, inputs);
    Tensors.assertClose(
        network + ", against the plan that is not rewritten",
        actual,
        Interpreters.engine(ENGINE, traced, weights, inputs),
        REWRITTEN);
    Tensors.assertClose(
        network + ", against the specification",
        actual,
        Interpreters.scalar(network, weights, inputs),
        NETWORK);
  }
}
