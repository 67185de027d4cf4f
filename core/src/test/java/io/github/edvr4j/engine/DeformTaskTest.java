package io.github.edvr4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.edvr4j.model.DeformableConvolution;
import io.github.edvr4j.ops.Ops;
import io.github.edvr4j.ops.RandomWeights;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;
import io.github.edvr4j.tensor.Tensors;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("lanes")
class DeformTaskTest {

  private static final int FEATURES = 16;

  /** On images narrower than a piece, as wide, and wider by less and by more than a tile. */
  @ParameterizedTest
  @CsvSource({"1, 1", "9, 5", "4, 96", "7, 97", "10, 203"})
  void whatIsPredictedPieceByPieceIsTheWhole(int height, int width) {
    Shape shape = Shape.of(FEATURES, height, width);
    Weights weights = new RandomWeights(height);
    Network network =
        new Network() {
          @Override
          public <T> List<T> apply(Ops<T> ops, List<T> inputs) {
            DeformableConvolution dcn = DeformableConvolution.of("dcn", FEATURES, 4);
            return List.of(dcn.apply(ops, inputs.get(0), inputs.get(1), FEATURES));
          }
        };
    Graph graph = Rewrite.all(Tracer.trace(network, List.of(shape, shape)));
    int offset = deformable(graph).inputs().get(1);
    Graph asked =
        new Graph(graph.nodes(), graph.inputs(), Rewrite.joined(graph.outputs(), List.of(offset)));
    assertThat(RowSchedule.of(graph).keeps(offset)).isFalse();
    assertThat(RowSchedule.of(asked).keeps(offset)).isTrue();

    List<Tensor> inputs = Tensors.random(new Random(width), List.of(shape, shape));
    try (Engine engine = new Engine(2)) {
      Map<String, Double> offsets = new HashMap<>();
      Plan predicting = engine.plan(graph, engine.packed(weights));
      Tensor y = predicting.run(inputs, offsets::put).getFirst();
      Map<String, Double> wholeOffsets = new HashMap<>();
      Plan keeping = engine.plan(asked, engine.packed(weights));
      Tensor whole = keeping.run(inputs, wholeOffsets::put).getFirst();
      assertThat(y).isEqualTo(whole);
      assertThat(offsets).containsOnlyKeys("dcn.offset");
      // Java's compiler may add up a vector in another order than its interpreter.
      assertThat(offsets.get("dcn.offset")).isCloseTo(wholeOffsets.get("dcn.offset"), within(1e-6));
      Tensors.assertClose(
          "scalar", List.of(y), Interpreters.scalar(network, weights, inputs), 4e-5);
    }
  }

  private static Node deformable(Graph graph) {
    return graph.nodes().stream()
        .filter(node -> node.op() instanceof Op.Deform)
        .findFirst()
        .orElseThrow();
  }
}
