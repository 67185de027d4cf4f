package io.github.edvr4j.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.edvr4j.ops.Ops;
import io.github.edvr4j.ops.RandomWeights;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.scalar.ScalarOps;
import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;
import io.github.edvr4j.tensor.Tensors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EdvrTest {

  private static final Interpretations INTERPRETATIONS = new Interpretations();

  @AfterAll
  static void close() {
    INTERPRETATIONS.close();
  }

  /** Any odd number of frames, and any of them as the centre. */
  static Stream<EdvrConfig> windows() {
    return Stream.of(1, 3, 5, 7)
        .flatMap(
            frames ->
                Stream.iterate(0, centre -> centre < frames, centre -> centre + 1)
                    .map(c -> new EdvrConfig(4, frames, 2, 1, 1, c, false, false, c % 2 == 0)));
  }

  /** Frames at output size, with and without pre-deblurring. */
  static Stream<EdvrConfig> others() {
    return Stream.of(
        new EdvrConfig(8, 3, 1, 0, 2, 1, true, true, true),
        new EdvrConfig(8, 3, 8, 2, 0, 1, true, false, true),
        new EdvrConfig(8, 3, 4, 1, 1, 1, false, true, false));
  }

  private record Restore(Edvr edvr) implements Interpretations.Part {
    @Override
    public <T> T apply(Ops<T> ops, List<T> frames) {
      return edvr.restore(ops, frames);
    }
  }

  private static List<Tensor> frames(EdvrConfig config) {
    int size = config.sizeMultiple();
    Shape shape = Shape.of(3, size, 2 * size);
    return Tensors.random(new Random(1), Collections.nCopies(config.frames(), shape));
  }

  @ParameterizedTest
  @MethodSource({"windows", "others"})
  void theStagesComposedAreTheNetwork(EdvrConfig config) {
    Edvr edvr = new Edvr(config);
    Weights weights = new RandomWeights(2);
    List<Tensor> frames = frames(config);
    ScalarOps ops = new ScalarOps(weights);

    List<Pyramid<Tensor>> pyramids = new ArrayList<>();
    frames.forEach(frame -> pyramids.add(edvr.features(ops, frame)));
    List<Tensor> aligned = new ArrayList<>();
    pyramids.forEach(p -> aligned.add(edvr.align(ops, p, pyramids.get(config.centre()))));
    Tensor fused = edvr.fuse(ops, aligned);
    Tensor composed = edvr.reconstruct(ops, fused, frames.get(config.centre()));

    Shape frame = frames.getFirst().shape();
    Shape finest = frame.withChannels(config.features());
    finest = config.hrIn() ? finest.withSize(frame.h() / 4, frame.w() / 4) : finest;
    assertThat(pyramids.getFirst().l1().shape()).isEqualTo(finest);
    assertThat(pyramids.getFirst().l2().shape())
        .isEqualTo(finest.withSize(finest.h() / 2, finest.w() / 2));
    assertThat(pyramids.getFirst().l3().shape())
        .isEqualTo(finest.withSize(finest.h() / 4, finest.w() / 4));
    assertThat(aligned.getFirst().shape()).isEqualTo(finest);
    assertThat(fused.shape()).isEqualTo(finest);
    assertThat(composed.shape())
        .isEqualTo(frame.withSize(frame.h() * config.scale(), frame.w() * config.scale()));

    Tensor whole = INTERPRETATIONS.run(new Restore(edvr), weights, frames.toArray(Tensor[]::new));
    assertThat(composed).isEqualTo(whole);
  }

  /** A batch is computed item by item. */
  @Test
  void itemsOfABatchDoNotMix() {
    EdvrConfig config = new EdvrConfig(4, 3, 2, 1, 1, 1, false, false, true);
    Edvr edvr = new Edvr(config);
    ScalarOps ops = new ScalarOps(new RandomWeights(2));
    List<Tensor> first = frames(config);
    List<Tensor> second = Tensors.random(new Random(7), first.stream().map(Tensor::shape).toList());
    List<Tensor> both = new ArrayList<>();
    for (int t = 0; t < 3; t++) {
      both.add(Tensor.batch(first.get(t), second.get(t)));
    }
    Tensor restored = edvr.restore(ops, both);
    assertThat(restored.item(0)).isEqualTo(edvr.restore(ops, first));
    assertThat(restored.item(1)).isEqualTo(edvr.restore(ops, second));
  }

  @Test
  void refusesConfigurationsThatContradictThemselves() {
    assertThatThrownBy(() -> new EdvrConfig(8, 4, 2, 1, 1, 1, false, false, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a window needs an odd number of frames, got 4");
    assertThatThrownBy(() -> EdvrConfig.m().withCentre(5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("centre frame 5 is not in a window of 5 frames");
    assertThatThrownBy(() -> new EdvrConfig(8, 3, 3, 1, 1, 1, false, false, true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("8 features don't divide into 3 deformable groups");
  }
}
