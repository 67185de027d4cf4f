package io.github.edvr4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.edvr4j.model.Edvr;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.ops.RandomWeights;
import io.github.edvr4j.scalar.ScalarOps;
import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;
import io.github.edvr4j.tensor.Tensors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The stages of the engine, put together, are the network. */
@Tag("lanes")
class EdvrStagesTest {

  /** A whole network; the most that was seen is 4e-6. */
  private static final double TOLERANCE = 5e-5;

  private static final Engine ENGINE = new Engine(2);

  @AfterAll
  static void close() {
    ENGINE.close();
  }

  static Stream<EdvrConfig> configurations() {
    return Stream.of(
        new EdvrConfig(8, 1, 1, 1, 1, 0, false, false, true),
        new EdvrConfig(8, 3, 2, 1, 1, 0, false, false, true),
        new EdvrConfig(8, 5, 4, 1, 1, 3, false, false, false),
        new EdvrConfig(8, 3, 8, 1, 1, 1, false, true, true),
        new EdvrConfig(8, 3, 2, 1, 1, 1, true, true, true),
        new EdvrConfig(8, 3, 2, 1, 1, 2, true, false, true));
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void restoreTheCentreFrame(EdvrConfig config) {
    int height = config.hrIn() ? 16 : 8;
    int width = config.hrIn() ? 32 : 12;
    Shape shape = Shape.of(3, height, width);
    RandomWeights weights = new RandomWeights(7);
    Edvr edvr = new Edvr(config);
    List<Tensor> frames =
        Tensors.random(new Random(1), Collections.nCopies(config.frames(), shape));

    Map<String, Double> watched = new HashMap<>();
    EdvrStages stages = new EdvrStages(ENGINE, edvr, weights, height, width);
    List<FrameFeatures> window = new ArrayList<>();
    for (Tensor frame : frames) {
      FrameFeatures features = stages.allocate();
      stages.features(Layouts.channelsLast(frame), features);
      window.add(features);
    }
    float[] restored = new float[stages.output().elements()];
    float[] centre = Layouts.channelsLast(frames.get(config.centre()));
    stages.restore(
        window, centre, restored, (name, mean) -> watched.merge(name, mean, Double::sum));

    Map<String, Double> expectedWatched = new HashMap<>();
    ScalarOps scalar =
        new ScalarOps(
            weights,
            (name, x) -> {
              if (name.endsWith(".offset")) {
                expectedWatched.merge(name, meanAbs(x), Double::sum);
              }
            });
    Tensor expected = edvr.restore(scalar, frames);
    assertThat(stages.output()).isEqualTo(expected.shape());
    Tensors.assertClose(
        config.toString(), Layouts.channelsFirst(stages.output(), restored), expected, TOLERANCE);
    assertThat(watched)
        .containsOnlyKeys(
            "pcd_align.dcn_pack.l3.offset",
            "pcd_align.dcn_pack.l2.offset",
            "pcd_align.dcn_pack.l1.offset",
            "pcd_align.cas_dcnpack.offset");
    watched.forEach(
        (name, mean) ->
            assertThat(mean).as(name).isCloseTo(expectedWatched.get(name), within(TOLERANCE)));
  }

  private static double meanAbs(Tensor x) {
    double sum = 0;
    for (float value : x.data()) {
      sum += Math.abs(value);
    }
    return sum / x.data().length;
  }

  @Test
  void sayWhatWorkTheyDo() {
    EdvrConfig config = new EdvrConfig(16, 3, 2, 1, 1, 1, false, false, true);
    Map<Stage, Long> multiplyAdds = new EnumMap<>(Stage.class);
    Set<Operation> operations = EnumSet.noneOf(Operation.class);
    EdvrStages stages =
        new EdvrStages(
            ENGINE,
            new Edvr(config),
            new RandomWeights(7),
            8,
            12,
            stage ->
                (operation, count, nanos) -> {
                  assertThat(nanos).isNotNegative();
                  multiplyAdds.merge(stage, count, Long::sum);
                  operations.add(operation);
                });
    float[] frame = new float[3 * 8 * 12];
    List<FrameFeatures> window = List.of(stages.allocate(), stages.allocate(), stages.allocate());
    stages.features(frame, window.get(1));
    float[] restored = new float[stages.output().elements()];
    stages.restore(window, frame, restored, ProbeListener.NONE);

    assertThat(multiplyAdds).containsOnlyKeys(Stage.values());
    assertThat(multiplyAdds.values()).allMatch(count -> count > 0);
    assertThat(multiplyAdds.values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(Cost.of(config, 8, 12).multiplyAdds());
    assertThat(operations).containsExactlyInAnyOrder(Operation.values());
  }

  @Test
  void alignAFrameThatOccursAgainOnce() {
    EdvrConfig config = new EdvrConfig(8, 5, 2, 1, 1, 2, false, false, true);
    Edvr edvr = new Edvr(config);
    EdvrStages stages = new EdvrStages(ENGINE, edvr, new RandomWeights(7), 8, 12);
    List<Tensor> frames = Tensors.random(new Random(2), Collections.nCopies(3, Shape.of(3, 8, 12)));
    List<FrameFeatures> window = new ArrayList<>();
    List<FrameFeatures> different = new ArrayList<>();
    for (int frame : new int[] {0, 1, 1, 2, 0}) {
      FrameFeatures features = stages.allocate();
      stages.features(Layouts.channelsLast(frames.get(frame)), features);
      different.add(features);
      window.add(different.get(List.of(0, 1, 1, 3, 0).get(window.size())));
    }
    float[] centre = Layouts.channelsLast(frames.get(1));
    float[] once = new float[stages.output().elements()];
    float[] again = new float[stages.output().elements()];
    Map<String, Integer> aligned = new HashMap<>();
    stages.restore(window, centre, once, (name, mean) -> aligned.merge(name, 1, Integer::sum));
    stages.restore(different, centre, again, ProbeListener.NONE);
    assertThat(once).isEqualTo(again);
    assertThat(aligned.values()).isNotEmpty().allMatch(count -> count == 3);
  }

  @Test
  void refuseSizesThatTheNetworkCannotTake() {
    Edvr edvr = new Edvr(new EdvrConfig(8, 3, 2, 1, 1, 1, true, false, true));
    assertThatThrownBy(() -> new EdvrStages(ENGINE, edvr, new RandomWeights(1), 16, 20))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("multiples of 16, got 16x20");
  }

  @Test
  void refuseWindowsAndArraysOfAnotherSize() {
    EdvrConfig config = new EdvrConfig(8, 3, 2, 1, 1, 1, false, false, true);
    EdvrStages stages = new EdvrStages(ENGINE, new Edvr(config), new RandomWeights(7), 8, 12);
    FrameFeatures features = stages.allocate();
    float[] frame = new float[3 * 8 * 12];
    float[] restored = new float[stages.output().elements()];
    List<FrameFeatures> window = Collections.nCopies(3, features);
    stages.features(frame, features);

    assertThatIllegalArgumentException().isThrownBy(() -> stages.features(new float[7], features));
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> stages.restore(window.subList(0, 2), frame, restored, ProbeListener.NONE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stages.restore(window, new float[7], restored, ProbeListener.NONE));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stages.restore(window, frame, new float[7], ProbeListener.NONE));
  }
}
