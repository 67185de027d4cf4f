package io.github.edvr4j.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PthWriterTest {

  @TempDir Path folder;

  @Test
  void keepsBothSetsOfATraining() {
    SequencedMap<String, StateDict> sets = new LinkedHashMap<>();
    sets.put("params", set(1, 2, 3, 4, 5, 6));
    sets.put("params_ema", set(6, 5, 4, 3, 2, 1));
    Path file = folder.resolve("both.pth");
    PthWriter.write(file, sets, Dtype.FLOAT32);

    assertThat(read(file, WeightSet.TRAINED)).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(read(file, WeightSet.AVERAGED)).containsExactly(6, 5, 4, 3, 2, 1);
    assertThat(Checkpoints.read(file).tensors().find("layer.weight").orElseThrow().shape())
        .containsExactly(2, 3);
  }

  private static StateDict set(float... values) {
    return new StateDict("a test", Map.of("layer.weight", StoredTensor.of(List.of(2, 3), values)));
  }

  private static float[] read(Path file, WeightSet wanted) {
    return Checkpoints.read(file, wanted).tensors().get("layer.weight", 6);
  }
}
