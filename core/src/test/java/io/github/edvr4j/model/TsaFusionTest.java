package io.github.edvr4j.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.ops.RandomWeights;
import io.github.edvr4j.scalar.ScalarOps;
import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;
import io.github.edvr4j.tensor.Tensors;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The temporal attention compares every frame with the centre frame; goldens check the values. */
class TsaFusionTest {

  private static final int FRAMES = 5;

  private static Map<String, Tensor> temporalAttention(int centre, List<Tensor> aligned) {
    Map<String, Tensor> probes = new HashMap<>();
    new TsaFusion("fusion", 4, FRAMES, centre)
        .fuse(new ScalarOps(new RandomWeights(1), probes::put), aligned);
    probes.keySet().removeIf(name -> !name.startsWith("fusion.temporal_attention."));
    return probes;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4})
  void framesAreComparedWithTheCentre(int centre) {
    List<Tensor> aligned =
        Tensors.random(new Random(1), Collections.nCopies(FRAMES, Shape.of(4, 4, 8)));
    Map<String, Tensor> before = temporalAttention(centre, aligned);
    assertThat(before).hasSize(FRAMES);
    assertThat(before.values()).allMatch(x -> x.shape().equals(Shape.of(1, 4, 8)));
    for (int changed = 0; changed < FRAMES; changed++) {
      List<Tensor> others = new ArrayList<>(aligned);
      others.set(changed, Tensors.random(new Random(9), Shape.of(4, 4, 8)));
      Map<String, Tensor> after = temporalAttention(centre, others);
      for (int t = 0; t < FRAMES; t++) {
        String name = "fusion.temporal_attention." + t;
        assertThat(Objects.equals(after.get(name), before.get(name)))
            .as("attention of frame %d after frame %d has changed", t, changed)
            .isEqualTo(changed != centre && changed != t);
      }
    }
  }
}
