package io.github.edvr4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.engine.Op.Deform.Mask;
import io.github.edvr4j.ops.Activation;
import io.github.edvr4j.ops.Conv2d;
import io.github.edvr4j.ops.DeformConv2d;
import io.github.edvr4j.tensor.Shape;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where each rewrite happens, and where it must not. */
class RewriteStructureTest {

  private static final Shape SHAPE = Shape.of(8, 5, 7);
  private static final Conv2d CONV = Conv2d.of("conv", 8, 8, 3);
  private static final Conv2d CONV_OF_TWO = Conv2d.of("conv_of_two", 16, 8, 3);
  private static final Conv2d TO_SHUFFLE = Conv2d.of("to_shuffle", 8, 32, 3);
  private static final DeformConv2d DCN = DeformConv2d.of("dcn", 8, 8, 2);
  private static final Conv2d PREDICT = Conv2d.of("predict", 8, 3 * 2 * 9, 3);

  private final GraphBuilder builder = new GraphBuilder();
  private final Tracer ops = new Tracer(builder);
  private final Node a = builder.input(SHAPE);
  private final Node b = builder.input(SHAPE);

  private Graph graph(Node... outputs) {
    return builder.build(Rewrite.ids(outputs));
  }

  private static <T extends Op> List<T> all(Graph graph, Class<T> kind) {
    return graph.nodes().stream().map(Node::op).filter(kind::isInstance).map(kind::cast).toList();
  }

  private static <T extends Op> T only(Graph graph, Class<T> kind) {
    assertThat(all(graph, kind)).hasSize(1);
    return all(graph, kind).getFirst();
  }

  private static void assertKeeps(Rewrite rewrite, Graph graph) {
    assertThat(rewrite.apply(graph)).isEqualTo(graph);
  }

  // ConvOfParts

  @Test
  void aConvolutionReadsThePartsOfAConcatenation() {
    Graph graph = new ConvOfParts().apply(graph(ops.conv(CONV_OF_TWO, ops.concat(List.of(a, b)))));
    assertThat(all(graph, Op.Concat.class)).isEmpty();
    assertThat(only(graph, Op.Conv.class).parts()).isEqualTo(2);
    assertThat(graph.nodes().getLast().inputs()).isEqualTo(graph.inputs());
  }

  /** Also where the concatenation is needed elsewhere: it is made for that use only. */
  @Test
  void aConcatenationThatIsUsedTwiceIsReadInPartsToo() {
    Node concat = ops.concat(List.of(a, b));
    Graph graph = new ConvOfParts().apply(graph(ops.conv(CONV_OF_TWO, concat), concat));
    assertThat(all(graph, Op.Concat.class)).hasSize(1);
    assertThat(only(graph, Op.Conv.class).parts()).isEqualTo(2);
  }

  @Test
  void aConvolutionWithStepsKeepsItsConcatenation() {
    Node conv = ops.conv(CONV_OF_TWO, ops.concat(List.of(a, b)));
    Graph withSteps = new FuseSteps().apply(graph(ops.activate(Activation.RELU, conv)));
    assertThat(only(withSteps, Op.Conv.class).steps()).isNotEmpty();
    assertKeeps(new ConvOfParts(), withSteps);
  }

  @Test
  void aConvolutionOfAnythingElseStays() {
    assertKeeps(new ConvOfParts(), graph(ops.conv(CONV, ops.conv(CONV, a))));
  }

  // FuseShuffle

  @Test
  void aShuffleIsTheOrderInWhichTheConvolutionWrites() {
    Graph graph = new FuseShuffle().apply(graph(ops.pixelShuffle(ops.conv(TO_SHUFFLE, a), 2)));
    assertThat(all(graph, Op.PixelShuffle.class)).isEmpty();
    assertThat(only(graph, Op.Conv.class).shuffle()).isEqualTo(2);
    assertThat(graph.nodes().getLast().shape()).isEqualTo(Shape.of(8, 10, 14));
  }

  @Test
  void aShuffleOfAValueThatIsUsedTwiceStays() {
    Node conv = ops.conv(TO_SHUFFLE, a);
    assertKeeps(new FuseShuffle(), graph(ops.pixelShuffle(conv, 2), ops.scale(conv, 2)));
    assertKeeps(new FuseShuffle(), graph(ops.pixelShuffle(conv, 2), conv));
  }

  @Test
  void aShuffleAfterStepsStays() {
    Node conv = ops.activate(Activation.RELU, ops.conv(TO_SHUFFLE, a));
    Graph withSteps = new FuseSteps().apply(graph(ops.pixelShuffle(conv, 2)));
    assertThat(only(withSteps, Op.Conv.class).steps()).isNotEmpty();
    assertKeeps(new FuseShuffle(), withSteps);
  }

  @Test
  void aSecondShuffleStays() {
    Node once = ops.pixelShuffle(ops.conv(TO_SHUFFLE, a), 2);
    Graph graph = new FuseShuffle().apply(graph(ops.pixelShuffle(once, 2)));
    assertThat(only(graph, Op.Conv.class).shuffle()).isEqualTo(2);
    assertThat(all(graph, Op.PixelShuffle.class)).hasSize(1);
  }

  @Test
  void aShuffleOfAnythingElseStays() {
    assertKeeps(new FuseShuffle(), graph(ops.pixelShuffle(a, 2)));
  }

  // ScaleWhileUpsampling

  @Test
  void anEnlargedValueIsScaledAsItIsEnlarged() {
    Graph graph = new ScaleWhileUpsampling().apply(graph(ops.scale(ops.upsample(a, 2), 3)));
    assertThat(only(graph, Op.Upsample.class)).isEqualTo(new Op.Upsample(2, 3));
    assertThat(all(graph, Op.Pointwise.class)).isEmpty();
  }

  @Test
  void scalesMultiply() {
    Node x = ops.scale(ops.scale(ops.upsample(a, 4), 3), 0.5f);
    Graph graph = new ScaleWhileUpsampling().apply(graph(x));
    assertThat(only(graph, Op.Upsample.class)).isEqualTo(new Op.Upsample(4, 1.5f));
  }

  @Test
  void anEnlargedValueThatIsUsedTwiceIsNotScaled() {
    Node up = ops.upsample(a, 2);
    assertKeeps(new ScaleWhileUpsampling(), graph(ops.scale(up, 2), up));
    assertKeeps(new ScaleWhileUpsampling(), graph(ops.add(ops.scale(up, 2), up)));
  }

  @Test
  void otherStepsAreNotTakenWhileEnlarging() {
    Node up = ops.upsample(a, 2);
    assertKeeps(new ScaleWhileUpsampling(), graph(ops.activate(Activation.RELU, up)));
    assertKeeps(new ScaleWhileUpsampling(), graph(ops.scale(ops.maxPool(a), 2)));
  }

  // FuseMask

  private Node offset(Node predicted) {
    return ops.channels(predicted, 0, DCN.offsetChannels());
  }

  private Node logits(Node predicted) {
    return ops.channels(predicted, DCN.offsetChannels(), DCN.offsetChannels() + DCN.maskChannels());
  }

  private Node sigmoid(Node x) {
    return ops.activate(Activation.SIGMOID, x);
  }

  private Node deform(Node offset, Node mask) {
    return ops.deformConv(DCN, a, offset, Optional.of(mask));
  }

  @Test
  void offsetAndMaskAreReadFromWhatPredictsThem() {
    Node predicted = ops.conv(PREDICT, b);
    Graph graph =
        new FuseMask().apply(graph(deform(offset(predicted), sigmoid(logits(predicted)))));
    assertThat(only(graph, Op.Deform.class).mask()).isEqualTo(Mask.LOGITS_BEHIND_OFFSET);
    assertThat(all(graph, Op.Channels.class)).isEmpty();
    assertThat(all(graph, Op.Pointwise.class)).isEmpty();
    assertThat(graph.input(graph.nodes().getLast(), 1).op()).isInstanceOf(Op.Conv.class);
  }

  @Test
  void aMaskThatIsNeededElsewhereIsMadeThereOnly() {
    Node predicted = ops.conv(PREDICT, b);
    Node mask = sigmoid(logits(predicted));
    Graph graph = new FuseMask().apply(graph(deform(offset(predicted), mask), mask));
    assertThat(only(graph, Op.Deform.class).mask()).isEqualTo(Mask.LOGITS_BEHIND_OFFSET);
    assertThat(all(graph, Op.Channels.class)).hasSize(1);
  }

  @Test
  void masksFromElsewhereStay() {
    Node predicted = ops.conv(PREDICT, b);
    Node other = ops.conv(PREDICT, a);
    FuseMask rewrite = new FuseMask();
    assertKeeps(rewrite, graph(deform(offset(predicted), sigmoid(logits(other)))));
    assertKeeps(rewrite, graph(deform(offset(predicted), logits(predicted))));
    assertKeeps(rewrite, graph(deform(offset(predicted), ops.scale(logits(predicted), 2))));
    assertKeeps(rewrite, graph(deform(offset(predicted), sigmoid(sigmoid(logits(predicted))))));
  }

  @Test
  void otherOrdersOfChannelsStay() {
    Node predicted = ops.conv(PREDICT, b);
    int masks = DCN.maskChannels();
    Node behind = ops.channels(predicted, masks, masks + DCN.offsetChannels());
    Node first = ops.channels(predicted, 0, masks);
    FuseMask rewrite = new FuseMask();
    assertKeeps(rewrite, graph(deform(behind, sigmoid(first))));
    assertKeeps(rewrite, graph(deform(offset(predicted), sigmoid(first))));
    assertKeeps(rewrite, graph(deform(behind, sigmoid(logits(predicted)))));
  }

  @Test
  void aDeformableConvolutionWithoutMaskStays() {
    Node predicted = ops.conv(PREDICT, b);
    assertKeeps(new FuseMask(), graph(ops.deformConv(DCN, a, offset(predicted), Optional.empty())));
  }

  // WatchOffsets and DropProbes

  @Test
  void aProbedOffsetIsWatchedWhileSampling() {
    Node offset = ops.probe("dcn.offset", offset(ops.conv(PREDICT, b)));
    Graph graph = new WatchOffsets().apply(graph(ops.deformConv(DCN, a, offset, Optional.empty())));
    assertThat(only(graph, Op.Deform.class).watch()).contains("dcn.offset");
    assertThat(all(graph, Op.Probe.class)).isEmpty();
  }

  @Test
  void otherProbesAreNotWatchedWhileSampling() {
    Node offset = offset(ops.conv(PREDICT, b));
    Node probed = ops.probe("image", a);
    assertKeeps(new WatchOffsets(), graph(ops.deformConv(DCN, probed, offset, Optional.empty())));
  }

  @Test
  void watchingOutlivesTheOtherRewrites() {
    Node predicted = ops.conv(PREDICT, b);
    Node offset = ops.probe("dcn.offset", offset(predicted));
    Node mask = ops.probe("dcn.mask", sigmoid(logits(predicted)));
    Graph graph = Rewrite.all(graph(ops.activate(Activation.LEAKY_RELU, deform(offset, mask))));
    assertThat(only(graph, Op.Deform.class))
        .isEqualTo(
            new Op.Deform(
                DCN,
                Mask.LOGITS_BEHIND_OFFSET,
                Optional.of("dcn.offset"),
                List.of(new Step.Leaky(Activation.LEAKY_SLOPE))));
    assertThat(graph.nodes()).hasSize(4);
  }

  @Test
  void probesAreDropped() {
    Node probed = ops.probe("outer", ops.probe("inner", ops.conv(CONV, a)));
    Graph graph = new DropProbes().apply(graph(ops.add(probed, b), probed));
    assertThat(all(graph, Op.Probe.class)).isEmpty();
    assertThat(graph.node(graph.outputs().get(1)).op()).isInstanceOf(Op.Conv.class);
  }

  // FuseSteps

  @Test
  void stepsAreTakenAtTheEndOfAConvolution() {
    Node x = ops.activate(Activation.LEAKY_RELU, ops.conv(CONV, a));
    x = ops.scale(ops.mul(ops.add(x, b), sigmoid(ops.sumChannels(b))), 2);
    Graph graph = new FuseSteps().apply(graph(x));
    assertThat(only(graph, Op.Conv.class).steps())
        .containsExactly(
            new Step.Leaky(Activation.LEAKY_SLOPE),
            new Step.Add(1),
            new Step.Multiply(2),
            new Step.Scale(2));
    // The sigmoid of what is no convolution.
    assertThat(only(graph, Op.Pointwise.class).steps()).containsExactly(new Step.Sigmoid());
  }

  @Test
  void aResidualIsAddedFromEitherSide() {
    for (boolean left : new boolean[] {true, false}) {
      Node conv = ops.conv(CONV, a);
      Graph graph = new FuseSteps().apply(graph(left ? ops.add(conv, b) : ops.add(b, conv)));
      assertThat(only(graph, Op.Conv.class).steps()).containsExactly(new Step.Add(1));
      assertThat(graph.nodes().getLast().inputs()).isEqualTo(graph.inputs());
    }
  }

  @Test
  void stepsAreTakenAtTheEndOfADeformableConvolution() {
    Node predicted = ops.conv(PREDICT, b);
    Node x = ops.add(b, deform(offset(predicted), sigmoid(logits(predicted))));
    Graph graph = new FuseSteps().apply(graph(x));
    assertThat(only(graph, Op.Deform.class).steps()).containsExactly(new Step.Add(3));
  }

  @Test
  void aValueThatIsUsedTwiceTakesNoSteps() {
    Node conv = ops.conv(CONV, a);
    FuseSteps rewrite = new FuseSteps();
    assertKeeps(rewrite, graph(ops.activate(Activation.RELU, conv), conv));
    assertKeeps(rewrite, graph(ops.add(conv, conv)));
    assertKeeps(
        rewrite,
        graph(ops.activate(Activation.RELU, conv), ops.upsample(ops.scale(b, 2), 2), conv));
  }

  /** One channel times many is not the same as many times one channel. */
  @Test
  void theFactorOfEveryChannelTakesNoSteps() {
    Node perPixel = ops.conv(Conv2d.of("per_pixel", 8, 1, 3), a);
    assertKeeps(new FuseSteps(), graph(ops.mul(b, perPixel)));
  }

  @Test
  void onlyConvolutionsAndStepsTakeSteps() {
    assertKeeps(new FuseSteps(), graph(ops.activate(Activation.RELU, ops.maxPool(a))));
    assertKeeps(new FuseSteps(), graph(ops.add(ops.upsample(a, 2), ops.upsample(b, 2))));
  }

  @Test
  void stepsWithoutAConvolutionAreOnePass() {
    Node x = ops.scale(ops.activate(Activation.RELU, ops.maxPool(a)), 2);
    Graph graph = new FuseSteps().apply(graph(x));
    assertThat(only(graph, Op.Pointwise.class).steps())
        .containsExactly(new Step.Leaky(0), new Step.Scale(2));
  }
}
