package io.github.edvr4j.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;
import io.github.edvr4j.train.data.Motion;
import io.github.edvr4j.train.options.Fade;
import io.github.edvr4j.train.options.OffsetLossOptions;
import io.github.edvr4j.train.torch.Libtorch;
import io.github.edvr4j.train.torch.Tensors;
import io.github.edvr4j.train.torch.TorchDevice;
import io.github.edvr4j.train.torch.TorchNetwork.Predicted;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetFidelityTest {

  private static final int TAPS = 18;
  private static final EdvrConfig NETWORK = new EdvrConfig(8, 3, 2, 1, 1, 1, false, false, true);
  private static final List<Double> ALIKE = List.of(1.0, 1.0, 1.0, 1.0);

  private PointerScope scope;

  @BeforeEach
  void open() {
    Libtorch.load();
    scope = new PointerScope();
  }

  @AfterEach
  void close() {
    scope.close();
  }

  private static Tensor filled(int channels, int size, float... values) {
    Tensor tensor = Tensor.zeros(Shape.of(channels, size, size));
    int plane = size * size;
    for (int c = 0; c < channels; c++) {
      Arrays.fill(tensor.data(), c * plane, (c + 1) * plane, values[c % values.length]);
    }
    return tensor;
  }

  /**
   * Two frames of 8x8: the center itself, and one that shows all at (dy, dx), known on the left.
   */
  private static OffsetTargets targets(float dy, float dx) {
    Tensor known = filled(1, 8, 1);
    Tensor displacement = filled(2, 8, dy, dx);
    for (int i = 0; i < 64; i++) {
      if (i % 8 >= 4) {
        known.data()[i] = 0;
        displacement.data()[i] = 0;
        displacement.data()[64 + i] = 0;
      }
    }
    return new OffsetTargets(
        List.of(new Motion(filled(2, 8, 0), filled(1, 8, 1)), new Motion(displacement, known)),
        NETWORK,
        TorchDevice.CPU);
  }

  private static org.bytedeco.pytorch.Tensor leaf(Tensor values) {
    return Tensors.of(values, TorchDevice.CPU).requires_grad_(true);
  }

  /** The same (dy, dx) for every tap, counted in pixels of each level. */
  private static Map<String, List<Predicted>> predicted(float dy, float dx, float mask) {
    Map<String, List<Predicted>> predicted = new LinkedHashMap<>();
    for (AlignmentLevel level : AlignmentLevel.values()) {
      int size = 8 / level.scale();
      Tensor moved =
          level == AlignmentLevel.CASCADE
              ? filled(2 * TAPS, size, 0.25f)
              : filled(2 * TAPS, size, dy / level.scale(), dx / level.scale());
      List<Predicted> frames = new ArrayList<>();
      for (Tensor offset : List.of(filled(2 * TAPS, size, 0), moved)) {
        frames.add(
            new Predicted(
                leaf(offset), Optional.of(Tensors.of(filled(TAPS, size, mask), TorchDevice.CPU))));
      }
      predicted.put(level.layer(), frames);
    }
    return predicted;
  }

  private static OffsetFidelity fidelity(double threshold, List<Double> weights, boolean byMask) {
    return new OffsetFidelity(new OffsetLossOptions(1, threshold, weights, Fade.NEVER, byMask));
  }

  @Test
  void isTheMeanDistanceInPixelsOfTheFinestLevelWhereMotionIsKnown() {
    OffsetFidelity.Result result =
        fidelity(0, ALIKE, false).of(predicted(1, -0.5f, 0.5f), targets(1.5f, -2));
    // Of three halves of frames, one is off by 0.5 + 1.5, and in the cascade by 0.25 + 0.25.
    assertThat(result.loss().item_double()).isCloseTo((3 * 2 + 0.5) / 3, within(1e-6));
    assertThat(result.still()).isCloseTo(3 * 3.5 / 3, within(1e-6));
    assertThat(result.errors().get("pcd_align.dcn_pack.l3")).isCloseTo(2 / 3.5, within(1e-6));
    assertThat(result.errors().get("pcd_align.dcn_pack.l1")).isCloseTo(2 / 3.5, within(1e-6));
    assertThat(result.errors().get("pcd_align.cas_dcnpack")).isCloseTo(0.5 / 3, within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1.9, 2.1})
  void countsInFullAboveTheThresholdAndNotAtAllBelow(double threshold) {
    OffsetFidelity.Result result =
        fidelity(threshold, List.of(0.0, 3.0, 0.0, 0.0), false)
            .of(predicted(1, -0.5f, 0.5f), targets(1.5f, -2));
    assertThat(result.loss().item_double()).isCloseTo(threshold < 2 ? 2 : 0, within(1e-6));
    assertThat(result.errors().get("pcd_align.dcn_pack.l2")).isCloseTo(2 / 3.5, within(1e-6));
  }

  @Test
  void aTapMayCountAsMuchAsItsMask() {
    OffsetFidelity byMask = fidelity(0, List.of(1.0, 0.0, 0.0, 0.0), true);
    // A mask of one half, with which networks begin, counts as without.
    assertThat(byMask.of(predicted(1, -0.5f, 0.5f), targets(1.5f, -2)).loss().item_double())
        .isCloseTo(2 / 3.0, within(1e-6));
    assertThat(byMask.of(predicted(1, -0.5f, 1), targets(1.5f, -2)).loss().item_double())
        .isCloseTo(4 / 3.0, within(1e-6));
  }

  @Test
  void pullsEveryTapToTheMotionAndNoneWhereNothingIsKnown() {
    Map<String, List<Predicted>> predicted = predicted(1, -0.5f, 0.5f);
    fidelity(0, ALIKE, false).of(predicted, targets(1.5f, -2)).loss().backward();
    Tensor gradient =
        Tensors.image(
            predicted.getOrDefault("pcd_align.dcn_pack.l2", List.of()).get(1).offset().grad());
    for (int tap = 0; tap < TAPS; tap++) {
      assertThat(gradient.at(0, 2 * tap, 1, 1)).as("down").isNegative();
      assertThat(gradient.at(0, 2 * tap + 1, 1, 1)).as("to the left").isPositive();
      assertThat(gradient.at(0, 2 * tap, 1, 2)).as("unknown").isZero();
    }
  }

  @Test
  void isNothingWhereNothingIsKnown() {
    OffsetTargets unknown =
        new OffsetTargets(
            List.of(Motion.unknown(8, 8), Motion.unknown(8, 8)), NETWORK, TorchDevice.CPU);
    OffsetFidelity.Result result = fidelity(0, ALIKE, false).of(predicted(1, 1, 1), unknown);
    assertThat(result.loss().item_double()).isZero();
    assertThat(result.errors().values()).containsOnly(0.0);
  }

  @Test
  void aNetworkThatTakesLargeFramesAlignsSmallerOnes() {
    OffsetTargets targets =
        new OffsetTargets(
            List.of(new Motion(filled(2, 16, 8, 4), filled(1, 16, 1))),
            new EdvrConfig(8, 1, 2, 1, 1, 0, true, false, true),
            TorchDevice.CPU);
    assertThat(Tensors.values(targets.of(AlignmentLevel.L1, 0).offset()))
        .hasSize(32)
        .contains(2, 1);
    assertThat(Tensors.values(targets.of(AlignmentLevel.L3, 0).offset()))
        .containsExactly(0.5f, 0.25f);
    assertThat(Tensors.values(targets.of(AlignmentLevel.CASCADE, 0).offset())).containsOnly(0);
  }

  @Test
  void theTeacherStandsInWhereItKnowsAndFadesByWindows() {
    OffsetTargets targets = targets(1.5f, -2);
    org.bytedeco.pytorch.Tensor own = leaf(filled(2 * TAPS, 8, 0.25f));
    org.bytedeco.pytorch.Tensor used =
        new TeacherForcing(targets, 1, 0, 1, TorchDevice.CPU).use("pcd_align.dcn_pack.l1", 1, own);
    Tensor values = Tensors.image(used);
    assertThat(values.at(0, 4, 3, 3)).isEqualTo(1.5f);
    assertThat(values.at(0, 5, 3, 3)).isEqualTo(-2);
    assertThat(values.at(0, 5, 3, 4)).as("unknown").isEqualTo(0.25f);
    used.sum().backward();
    Tensor gradient = Tensors.image(own.grad());
    assertThat(gradient.at(0, 5, 3, 3)).isZero();
    assertThat(gradient.at(0, 5, 3, 4)).isOne();

    int forced = 0;
    for (int window = 0; window < 1000; window++) {
      forced += TeacherForcing.isForced(0.3, window) ? 1 : 0;
      assertThat(TeacherForcing.isForced(0, window)).isFalse();
      assertThat(TeacherForcing.isForced(1, window)).isTrue();
    }
    assertThat(forced).isBetween(298, 302);
  }
}
