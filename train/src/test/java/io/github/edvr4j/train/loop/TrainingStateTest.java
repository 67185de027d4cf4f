package io.github.edvr4j.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.train.loop.StabilityGuard.Memory;
import io.github.edvr4j.train.loop.TrainingState.Resumed;
import io.github.edvr4j.train.options.TrainingOptions;
import io.github.edvr4j.train.torch.OfficialInitialisation;
import io.github.edvr4j.train.torch.TorchDevice;
import io.github.edvr4j.train.torch.TorchNetwork;
import io.github.edvr4j.weights.Checkpoint;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrainingStateTest {

  private static final Resumed TRAINING =
      new Resumed(
          new Position(100, 120, 5000),
          new Order(-7, 4),
          new Recoveries(0.5, 0.25, 110, List.of(90L, 110L)),
          new Memory(List.of(0.75, 0.1, 1e-9), 0.625, 2, 1));

  @TempDir private Path folder;
  private Path file;
  private Learner learner;
  private Checkpoint state;

  @BeforeEach
  void write() {
    TrainingOptions options = TestOptions.tiny(folder);
    TorchNetwork network =
        TorchNetwork.of(
            options.network(), OfficialInitialisation.of(options.network(), 1), TorchDevice.CPU);
    learner = Learner.of(network, TorchDevice.CPU, options.train());
    file = folder.resolve("100.state");
    TrainingState.write(file, learner, TRAINING);
    state = TrainingState.open(file);
  }

  @AfterEach
  void close() {
    learner.close();
  }

  private Resumed restore(Map<String, String> metadata) {
    return TrainingState.restore(
        file, new Checkpoint(state.tensors(), metadata, List.of()), learner, new Order(5, 6));
  }

  @Test
  void knowsAllThatItWasTold() {
    assertThat(restore(state.metadata())).isEqualTo(TRAINING);
  }

  @Test
  void earlierStatesSayLess() {
    Map<String, String> metadata = new HashMap<>(state.metadata());
    metadata.remove("cpu_seconds");
    metadata.keySet().removeIf(key -> key.startsWith("order.") || key.startsWith("guard."));
    assertThat(restore(metadata))
        .isEqualTo(
            new Resumed(new Position(100, 120, 0), new Order(5, 6), Recoveries.NONE, Memory.NONE));
  }

  @ParameterizedTest
  @CsvSource({
    "iteration, -1",
    "batch, -1",
    "batch, 1e3",
    "cpu_seconds, -1",
    "steps.OTHER, -1",
    "order.seed, x",
    "guard.rate, half",
    "guard.rate, NaN",
    "guard.deformable_rate, 0",
    "guard.recoveries, 90 x",
    "guard.usual, 0.5 NaN",
    "guard.steps_above_usual, 99999999999"
  })
  void saysWhichNumberIsDamaged(String key, String value) {
    Map<String, String> metadata = new HashMap<>(state.metadata());
    metadata.put(key, value);
    assertThatThrownBy(() -> restore(metadata))
        .isInstanceOfSatisfying(
            EdvrException.class,
            failure -> assertThat(failure.category()).isEqualTo(Category.MODEL))
        .hasMessageContaining(file + " is damaged: its " + key);
  }
}
