package io.github.edvr4j.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.train.options.TrainingOptions;
import io.github.edvr4j.train.torch.Libtorch;
import io.github.edvr4j.train.torch.TorchDevice;
import io.github.edvr4j.weights.EdvrCheckpoint;
import io.github.edvr4j.weights.WeightSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingRunTest {

  private static final BooleanSupplier NEVER = () -> false;

  @TempDir Path folder;

  @BeforeAll
  static void oneThread() {
    Libtorch.useThreads(1);
  }

  @Test
  void resumesExactly() {
    Recorded whole = train(TestOptions.tiny(folder, "name=whole"), NEVER);
    Recorded first = new Recorded();
    train(TestOptions.tiny(folder, "name=parts"), first, () -> first.steps.size() == 3);
    Recorded second = train(TestOptions.tiny(folder, "name=parts", "path:auto_resume=true"), NEVER);

    assertThat(whole.losses()).hasSize(8);
    assertThat(first.losses()).hasSize(3).isEqualTo(whole.losses().subList(0, 3));
    assertThat(second.losses()).isEqualTo(whole.losses().subList(3, 8));
    assertThat(second.steps.getFirst().iteration()).isEqualTo(4);
    for (WeightSet set : WeightSet.values()) {
      assertSameWeights(load("parts", set), load("whole", set));
    }
  }

  private EdvrCheckpoint load(String name, WeightSet set) {
    return EdvrCheckpoint.load(
        folder.resolve(name).resolve("models/net_g_8.pth"), OptionalInt.empty(), set);
  }

  private static void assertSameWeights(EdvrCheckpoint actual, EdvrCheckpoint expected) {
    expected
        .weights()
        .tensors()
        .forEach(
            (name, tensor) ->
                assertThat(actual.weights().get(name, tensor.elements()))
                    .as(name)
                    .isEqualTo(tensor.floats()));
  }

  @Test
  void savesAsAskedAndKeepsTwoStates() {
    Recorded recorded = train(TestOptions.tiny(folder, "logger:save_checkpoint_freq=2"), NEVER);
    RunFolder run = new RunFolder(folder.resolve("tiny"));

    assertThat(recorded.saved)
        .containsExactly(run.model(2), run.model(4), run.model(6), run.model(8))
        .allMatch(file -> file.toFile().isFile());
    assertThat(folder.resolve("tiny/training_states").toFile().list())
        .containsExactlyInAnyOrder("6.state", "8.state");
  }

  @Test
  void doesNotMixTwoTrainings() {
    train(TestOptions.tiny(folder), NEVER);
    assertThatThrownBy(() -> train(TestOptions.tiny(folder), NEVER))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("tiny holds a training already")
        .hasMessageContaining("path:auto_resume=true");
  }

  @Test
  void learns() {
    Recorded recorded =
        train(TestOptions.tiny(folder, "train:total_iter=150", "train:optim_g:lr=2e-3"), NEVER);
    assertThat(mean(recorded.losses().subList(100, 150)))
        .isLessThan(0.7 * mean(recorded.losses().subList(0, 10)));
    assertThat(recorded.recoveries).isEmpty();
  }

  @Test
  void stopsWithAdviceWhereNoStateIsGood() {
    Recorded recorded = new Recorded();
    assertThatThrownBy(
            () -> train(TestOptions.tiny(folder, "train:guard:offset_limit=0"), recorded, NEVER))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("train:optim_g:lr")
        .hasMessageContaining("pretrain_network_g");
    assertThat(recorded.recoveries).hasSize(5);
    assertThat(recorded.steps).isEmpty();
  }

  @Test
  void comesBackFromARateThatIsFarTooHigh() {
    Recorded recorded =
        train(TestOptions.tiny(folder, "train:total_iter=300", "train:optim_g:lr=2e-1"), NEVER);
    assertThat(recorded.recoveries).isNotEmpty();
  }

  private static double mean(List<Double> values) {
    return values.stream().mapToDouble(value -> value).average().orElseThrow();
  }

  private static Recorded train(TrainingOptions options, BooleanSupplier stop) {
    Recorded recorded = new Recorded();
    train(options, recorded, stop);
    return recorded;
  }

  private static void train(TrainingOptions options, Recorded recorded, BooleanSupplier stop) {
    try (TrainingRun run = TrainingRun.open(options, TorchDevice.CPU, recorded)) {
      run.train(TestOptions.WAVES, Optional.empty(), stop);
    }
  }
}
