package io.github.edvr4j.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.ops.Ops;
import io.github.edvr4j.ops.RandomWeights;
import io.github.edvr4j.scalar.ScalarOps;
import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;
import io.github.edvr4j.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The alignment on its own, outside of EDVR; its values are checked by the goldens. */
@Tag("narrow")
class PcdAlignmentTest {

  private static final Interpretations INTERPRETATIONS = new Interpretations();

  @AfterAll
  static void close() {
    INTERPRETATIONS.close();
  }

  private record Align(PcdAlignment alignment) implements Interpretations.Part {
    @Override
    public <T> T apply(Ops<T> ops, List<T> x) {
      return alignment.align(
          ops,
          new Pyramid<>(x.get(0), x.get(1), x.get(2)),
          new Pyramid<>(x.get(3), x.get(4), x.get(5)));
    }
  }

  private static Tensor[] pyramids(int features, int height, int width) {
    List<Tensor> levels = new ArrayList<>();
    Random random = new Random(1);
    for (int frame = 0; frame < 2; frame++) {
      for (int r = 1; r <= 4; r *= 2) {
        levels.add(Tensors.random(random, Shape.of(features, height / r, width / r)));
      }
    }
    return levels.toArray(Tensor[]::new);
  }

  @ParameterizedTest
  @CsvSource({"8, 1, 4, 4", "8, 8, 8, 12", "16, 4, 12, 4", "12, 3, 16, 8"})
  void theEngineAlignsAsTheSpecificationDoes(int features, int groups, int height, int width) {
    PcdAlignment alignment = new PcdAlignment("", features, groups);
    Tensor aligned =
        INTERPRETATIONS.run(
            new Align(alignment), new RandomWeights(1), pyramids(features, height, width));
    assertThat(aligned.shape()).isEqualTo(Shape.of(features, height, width));
  }

  @Test
  void everyLevelOfBothPyramidsCounts() {
    PcdAlignment alignment = new PcdAlignment("pcd_align", 8, 2);
    Align align = new Align(alignment);
    ScalarOps ops = new ScalarOps(new RandomWeights(1));
    Tensor[] levels = pyramids(8, 8, 12);
    Tensor aligned = align.apply(ops, List.of(levels));
    for (int level = 0; level < levels.length; level++) {
      Tensor[] others = levels.clone();
      others[level] = Tensors.random(new Random(9), levels[level].shape());
      Tensor changed = align.apply(ops, List.of(others));
      assertThat(Tensors.distance(changed.data(), aligned.data()))
          .as("level %d", level)
          .isGreaterThan(1e-3);
    }
  }
}
