package io.github.edvr4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.edvr4j.model.DeformableConvolution.Kind;
import io.github.edvr4j.ops.Activation;
import io.github.edvr4j.ops.Conv2d;
import io.github.edvr4j.ops.DeformConv2d;
import io.github.edvr4j.ops.Kernel2d;
import io.github.edvr4j.ops.Ops;
import io.github.edvr4j.ops.RandomWeights;
import io.github.edvr4j.scalar.ScalarOps;
import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;
import io.github.edvr4j.tensor.Tensors;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Plain convolution, DCNv1 and DCNv2 are one operation. */
@Tag("narrow")
class DeformableConvolutionTest {

  /** The same sums in double, rounded once: of values up to about 10. */
  private static final double SAME = 1e-6;

  private static final Interpretations INTERPRETATIONS = new Interpretations();

  @AfterAll
  static void close() {
    INTERPRETATIONS.close();
  }

  static List<DeformConv2d> layers() {
    return List.of(
        DeformConv2d.of("dcn", 8, 8, 2),
        new DeformConv2d("dcn", 12, 6, Kernel2d.same(1), 3, 4, false),
        new DeformConv2d("dcn", 4, 6, Kernel2d.strided(3, 2), 2, 1, true),
        new DeformConv2d("dcn", 6, 4, new Kernel2d(3, 5, 2, 1, 1, 2, 2, 1), 1, 6, true));
  }

  private static final Shape SHAPE = Shape.of(1, 9, 11);

  private static Tensor input(DeformConv2d layer) {
    return Tensors.random(new Random(1), SHAPE.withChannels(layer.in()));
  }

  private static Shape outputShape(DeformConv2d layer) {
    return layer.plain().output(SHAPE.withChannels(layer.in()));
  }

  private static Tensor filled(Shape shape, float value) {
    Tensor x = Tensor.zeros(shape);
    Arrays.fill(x.data(), value);
    return x;
  }

  /** Offsets predicted from the first input, or from the second where there is one. */
  private record Predicting(DeformableConvolution convolution, int featureChannels)
      implements Interpretations.Part {
    @Override
    public <T> T apply(Ops<T> ops, List<T> x) {
      return x.size() == 1
          ? convolution.apply(ops, x.get(0))
          : convolution.apply(ops, x.get(0), x.get(1), featureChannels);
    }
  }

  /** Offset given as the second input, the mask as the third. */
  private record Given(DeformableConvolution convolution) implements Interpretations.Part {
    @Override
    public <T> T apply(Ops<T> ops, List<T> x) {
      Optional<T> mask = x.size() == 3 ? Optional.of(x.get(2)) : Optional.empty();
      return convolution.apply(ops, x.get(0), x.get(1), mask);
    }
  }

  private static Tensor predicted(
      DeformableConvolution convolution, RandomWeights weights, Tensor x) {
    return INTERPRETATIONS.run(new Predicting(convolution, 0), weights, x);
  }

  private static Tensor convolution(DeformConv2d layer, RandomWeights weights) {
    return new ScalarOps(weights).conv(layer.plain(), input(layer));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void withoutOffsetsItIsThePlainConvolution(DeformConv2d layer) {
    RandomWeights weights = new RandomWeights(1);
    Tensor expected = convolution(layer, weights);
    Tensor x = input(layer);
    Tensor zero = Tensor.zeros(outputShape(layer).withChannels(layer.offsetChannels()));
    Tensor one = filled(outputShape(layer).withChannels(layer.maskChannels()), 1);
    for (Kind kind : Kind.values()) {
      Given given = new Given(new DeformableConvolution(layer, kind));
      Tensors.assertClose(
          "without mask", INTERPRETATIONS.run(given, weights, x, zero), expected, SAME);
      Tensors.assertClose(
          "with a mask of one", INTERPRETATIONS.run(given, weights, x, zero, one), expected, SAME);
    }
    Tensors.assertClose(
        "plain",
        predicted(new DeformableConvolution(layer, Kind.PLAIN), weights, x),
        expected,
        SAME);
  }

  /** The official initialisation: predicted offsets are 0, predicted masks one half. */
  @ParameterizedTest
  @MethodSource("layers")
  void atInitialisationItIsThePlainConvolutionOrHalfOfIt(DeformConv2d layer) {
    for (Kind kind : List.of(Kind.DCN_V1, Kind.DCN_V2)) {
      DeformableConvolution convolution = new DeformableConvolution(layer, kind);
      Conv2d predicting = convolution.offsetConv(layer.in());
      RandomWeights weights =
          new RandomWeights(1)
              .fill("dcn.conv_offset.weight", predicting.weightShape().elements(), 0)
              .fill("dcn.conv_offset.bias", predicting.out(), 0)
              .fill("dcn.bias", layer.out(), 0);
      Tensor expected = convolution(layer, weights);
      if (kind == Kind.DCN_V2) {
        expected = new ScalarOps(weights).scale(expected, 0.5f);
      }
      Tensors.assertClose(
          kind.toString(), predicted(convolution, weights, input(layer)), expected, SAME);
    }
  }

  /** Whole offsets move the image: one pixel down and two to the right. */
  @ParameterizedTest
  @MethodSource("layers")
  void wholeOffsetsMoveTheImage(DeformConv2d layer) {
    RandomWeights weights = new RandomWeights(1);
    Tensor x = input(layer);
    Tensor offset = Tensor.zeros(outputShape(layer).withChannels(layer.offsetChannels()));
    int plane = offset.shape().plane();
    for (int i = 0; i < offset.data().length; i++) {
      offset.data()[i] = i / plane % 2 == 0 ? 1 : 2;
    }
    Tensor moved = Tensor.zeros(x.shape());
    for (int c = 0; c < layer.in(); c++) {
      for (int y = 0; y + 1 < x.shape().h(); y++) {
        for (int column = 0; column + 2 < x.shape().w(); column++) {
          moved.data()[moved.index(0, c, y, column)] = x.at(0, c, y + 1, column + 2);
        }
      }
    }
    Tensor actual =
        INTERPRETATIONS.run(
            new Given(new DeformableConvolution(layer, Kind.DCN_V1)), weights, x, offset);
    Tensor expected = new ScalarOps(weights).conv(layer.plain(), moved);
    // Taps left of and above the image see pixels of it once they are moved, which the moved image
    // has not: compare where no tap lies there.
    Kernel2d kernel = layer.kernel();
    int compared = 0;
    for (int y = kernel.paddingY(); y < expected.shape().h(); y++) {
      for (int column = kernel.paddingX(); column < expected.shape().w(); column++) {
        for (int c = 0; c < layer.out(); c++) {
          assertThat((double) actual.at(0, c, y, column))
              .isCloseTo(expected.at(0, c, y, column), within(1e-5));
          compared++;
        }
      }
    }
    assertThat(compared).isGreaterThan(layer.out() * 6);
  }

  /** DCN_sep: what the offsets are predicted from need not be what is sampled. */
  @ParameterizedTest
  @MethodSource("layers")
  void offsetsMayComeFromOtherFeatures(DeformConv2d layer) {
    RandomWeights weights = new RandomWeights(1);
    Tensor x = input(layer);
    for (int channels : new int[] {layer.in(), 5}) {
      Tensor features = Tensors.random(new Random(2), x.shape().withChannels(channels));
      for (Kind kind : List.of(Kind.DCN_V1, Kind.DCN_V2)) {
        DeformableConvolution convolution = new DeformableConvolution(layer, kind);
        Tensor actual =
            INTERPRETATIONS.run(new Predicting(convolution, channels), weights, x, features);
        Tensors.assertClose("by hand", actual, byHand(convolution, weights, x, features), SAME);
        if (channels == layer.in()) {
          Tensor own = predicted(convolution, weights, x);
          assertThat(Tensors.distance(actual.data(), own.data())).isGreaterThan(0.01);
          Tensors.assertClose("own", own, byHand(convolution, weights, x, x), SAME);
        }
      }
    }
  }

  private static Tensor byHand(
      DeformableConvolution convolution, RandomWeights weights, Tensor x, Tensor features) {
    ScalarOps ops = new ScalarOps(weights);
    DeformConv2d layer = convolution.layer();
    int offsets = 2 * layer.deformableGroups() * layer.kernel().taps();
    boolean masked = convolution.kind() == Kind.DCN_V2;
    int all = masked ? offsets / 2 * 3 : offsets;
    Conv2d predicting =
        new Conv2d("dcn.conv_offset", features.shape().c(), all, layer.kernel(), 1, true);
    Tensor predicted = ops.conv(predicting, features);
    Optional<Tensor> mask =
        masked
            ? Optional.of(ops.activate(Activation.SIGMOID, ops.channels(predicted, offsets, all)))
            : Optional.empty();
    return ops.deformConv(layer, x, ops.channels(predicted, 0, offsets), mask);
  }
}
