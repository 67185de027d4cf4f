package io.github.edvr4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.edvr4j.alignment.Field;
import io.github.edvr4j.alignment.WatchedStage.Values;
import io.github.edvr4j.model.Edvr;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.ops.RandomWeights;
import io.github.edvr4j.scalar.ScalarOps;
import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the engine gives out on the way is what the specification computes. */
@Tag("narrow")
class InspectorTest {

  private static final EdvrConfig CONFIG = new EdvrConfig(4, 3, 2, 1, 1, 1, false, false, true);
  private static final int HEIGHT = 16;
  private static final int WIDTH = 20;

  private final RandomWeights weights = new RandomWeights(5, 1.5);
  private final Random random = new Random(3);

  @Test
  void everyNamedValueIsTheSpecifications() {
    List<Field> frames = new ArrayList<>();
    for (int t = 0; t < 3; t++) {
      Field frame = Field.zeros(HEIGHT, WIDTH, 3);
      for (int i = 0; i < frame.values().length; i++) {
        frame.values()[i] = random.nextFloat();
      }
      frames.add(frame);
    }
    List<Map<String, Tensor>> named = new ArrayList<>();
    Tensor expected = restore(frames, named);

    try (Inspector inspector = new Inspector(CONFIG, weights, 1, HEIGHT, WIDTH)) {
      List<List<Field>> pyramids = frames.stream().map(inspector::features).toList();
      List<Field> aligned = new ArrayList<>();
      for (int t = 0; t < 3; t++) {
        Values values = inspector.align(pyramids.get(t), pyramids.get(1));
        requireSame(values.probes(), named.get(t));
        aligned.add(values.results().getFirst());
      }
      Values fused = inspector.fuse(aligned);
      requireSame(fused.probes(), named.get(3));
      requireSame(
          "restored", inspector.reconstruct(fused.results().getFirst(), frames.get(1)), expected);
    }
  }

  @Test
  void copiesOfAFrameAreAWindowOfIt() {
    Field frame = Field.zeros(HEIGHT, WIDTH, 3);
    for (int i = 0; i < frame.values().length; i++) {
      frame.values()[i] = random.nextFloat();
    }
    try (Inspector inspector = new Inspector(CONFIG, weights, 1, HEIGHT, WIDTH)) {
      List<Field> pyramid = inspector.features(frame);
      Field aligned = inspector.align(pyramid, pyramid).results().getFirst();
      requireSame(
          "restored",
          inspector.ofCopies(aligned, frame),
          restore(Collections.nCopies(3, frame), new ArrayList<>()));
    }
  }

  /** Restores by definition; {@code named} gets a map for each alignment and one for the fusion. */
  private Tensor restore(List<Field> frames, List<Map<String, Tensor>> named) {
    Edvr edvr = new Edvr(CONFIG);
    List<Tensor> tensors = frames.stream().map(InspectorTest::tensor).toList();
    ScalarOps silent = new ScalarOps(weights);
    var pyramids = tensors.stream().map(frame -> edvr.features(silent, frame)).toList();
    List<Tensor> aligned = new ArrayList<>();
    for (int t = 0; t < 3; t++) {
      aligned.add(edvr.align(recording(named), pyramids.get(t), pyramids.get(1)));
    }
    Tensor fused = edvr.fuse(recording(named), aligned);
    return edvr.reconstruct(silent, fused, tensors.get(1));
  }

  private ScalarOps recording(List<Map<String, Tensor>> named) {
    Map<String, Tensor> probes = new LinkedHashMap<>();
    named.add(probes);
    return new ScalarOps(weights, probes::put);
  }

  private static void requireSame(Map<String, Field> given, Map<String, Tensor> expected) {
    assertThat(given.keySet()).containsExactlyElementsOf(expected.keySet()).isNotEmpty();
    given.forEach((name, field) -> requireSame(name, field, expected.getOrDefault(name, ZERO)));
  }

  private static final Tensor ZERO = Tensor.zeros(Shape.of(1, 1, 1));

  private static void requireSame(String name, Field given, Tensor expected) {
    assertThat(given.shape()).as(name).isEqualTo(expected.shape());
    for (int y = 0; y < given.height(); y++) {
      for (int x = 0; x < given.width(); x++) {
        for (int c = 0; c < given.channels(); c++) {
          assertThat(given.at(y, x, c)).as(name).isCloseTo(expected.at(0, c, y, x), within(1e-4f));
        }
      }
    }
  }

  private static Tensor tensor(Field field) {
    Tensor tensor = Tensor.zeros(field.shape());
    for (int y = 0; y < field.height(); y++) {
      for (int x = 0; x < field.width(); x++) {
        for (int c = 0; c < field.channels(); c++) {
          tensor.data()[tensor.index(0, c, y, x)] = field.at(y, x, c);
        }
      }
    }
    return tensor;
  }
}
