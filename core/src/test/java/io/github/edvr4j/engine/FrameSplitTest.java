package io.github.edvr4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.engine.Op.Conv;
import io.github.edvr4j.engine.RandomNetwork.Phrase;
import io.github.edvr4j.model.PcdAlignment;
import io.github.edvr4j.model.Pyramid;
import io.github.edvr4j.ops.Ops;
import io.github.edvr4j.ops.RandomWeights;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;
import io.github.edvr4j.tensor.Tensors;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("lanes")
class FrameSplitTest {

  /** A sum over all channels becomes the sum of two sums, in one layer after another. */
  private static final double TOLERANCE = 2e-5;

  private static final int FEATURES = 8;

  private static final Engine ENGINE = new Engine(2);

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  /** The alignment stage on its own. */
  private record Align(PcdAlignment alignment) implements Network {
    static final List<Shape> PYRAMIDS =
        List.of(
            Shape.of(FEATURES, 12, 20),
            Shape.of(FEATURES, 6, 10),
            Shape.of(FEATURES, 3, 5),
            Shape.of(FEATURES, 12, 20),
            Shape.of(FEATURES, 6, 10),
            Shape.of(FEATURES, 3, 5));

    @Override
    public <T> List<T> apply(Ops<T> ops, List<T> x) {
      Pyramid<T> neighbour = new Pyramid<>(x.get(0), x.get(1), x.get(2));
      Pyramid<T> reference = new Pyramid<>(x.get(3), x.get(4), x.get(5));
      return List.of(alignment.align(ops, neighbour, reference));
    }
  }

  private static final Network ALIGN = new Align(new PcdAlignment("pcd_align", FEATURES, 2));

  private static Graph inParts(Network network, List<Shape> inputs) {
    Graph traced = new DropProbes().apply(Tracer.trace(network, inputs));
    return new ConvOfParts().apply(traced);
  }

  @Test
  void theAlignmentsHalvesAreItsFirstConvolutions() {
    FrameSplit split = FrameSplit.of(inParts(ALIGN, Align.PYRAMIDS), 3);
    assertThat(halves(split.first()))
        .containsExactlyInAnyOrder(
            "pcd_align.offset_conv1.l3 from 0 with bias",
            "pcd_align.offset_conv1.l2 from 0 with bias",
            "pcd_align.offset_conv1.l1 from 0 with bias");
    assertThat(halves(split.second()))
        .containsExactlyInAnyOrder(
            "pcd_align.offset_conv1.l3 from 8",
            "pcd_align.offset_conv1.l2 from 8",
            "pcd_align.offset_conv1.l1 from 8",
            "pcd_align.cas_offset_conv1 from 8");
    assertThat(halves(split.pair()))
        .noneMatch(half -> half.contains("offset_conv1.l"))
        .contains("pcd_align.cas_offset_conv1 from 0 with bias");
    // What remains takes the halves as further inputs, the first frame's before the second's.
    assertThat(split.pair().inputs()).hasSize(6 + 3 + 4);
  }

  private static List<String> halves(Graph graph) {
    return graph.nodes().stream()
        .map(Node::op)
        .filter(Conv.class::isInstance)
        .map(Conv.class::cast)
        .map(c -> c.layer().name() + " from " + c.from() + (c.bias() ? " with bias" : ""))
        .toList();
  }

  @Test
  void theAlignmentKeepsItsMeaning() {
    compare("alignment", ALIGN, Align.PYRAMIDS, 3, 1);
  }

  @Test
  void randomNetworksOfTwoFramesKeepTheirMeaning() {
    List<Phrase> phrases =
        List.of(
            Phrase.CONV_OF_CONCAT,
            Phrase.CONV_OF_CONCAT,
            Phrase.CONV,
            Phrase.FINISHED_CONV,
            Phrase.PREDICTED_DEFORM,
            Phrase.ADD,
            Phrase.CHANNELS);
    int halves = 0;
    for (int seed = 0; seed < 60; seed++) {
      RandomNetwork network = RandomNetwork.of(seed, 2, 8, phrases);
      halves += compare(network.toString(), network, network.inputs(), 1, seed);
    }
    assertThat(halves).isGreaterThan(40);
  }

  /** Returns how many values were computed apart. */
  private static int compare(
      String what, Network network, List<Shape> shapes, int firstInputs, int seed) {
    Weights weights = new RandomWeights(seed);
    List<Tensor> inputs = Tensors.random(new Random(seed), shapes);
    Graph whole = inParts(network, shapes);
    FrameSplit split = FrameSplit.of(whole, firstInputs);
    List<Tensor> first =
        Interpreters.engine(ENGINE, split.first(), weights, inputs.subList(0, firstInputs));
    List<Tensor> second =
        Interpreters.engine(
            ENGINE, split.second(), weights, inputs.subList(firstInputs, inputs.size()));
    List<Tensor> all = Stream.of(inputs, first, second).flatMap(List::stream).toList();
    List<Tensor> expected = Interpreters.engine(ENGINE, whole, weights, inputs);
    for (Graph pair : List.of(split.pair(), Rewrite.all(split.pair()))) {
      Tensors.assertClose(
          what, Interpreters.engine(ENGINE, pair, weights, all), expected, TOLERANCE);
    }
    Tensors.assertClose(
        what, expected, Interpreters.scalar(network, weights, inputs), 5 * TOLERANCE);
    return first.size() + second.size();
  }

  /** A frame's part must not look at the other frame: it is computed when there is none yet. */
  @Test
  void aFramesPartHasItsFramesInputsOnly() {
    FrameSplit split = FrameSplit.of(inParts(ALIGN, Align.PYRAMIDS), 3);
    for (Graph part : List.of(split.first(), split.second())) {
      assertThat(part.inputs().stream().map(id -> part.node(id).shape()))
          .containsExactlyElementsOf(Align.PYRAMIDS.subList(0, 3));
    }
  }
}
