package io.github.edvr4j.train.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.edvr4j.train.options.TrainingOptions;
import io.github.edvr4j.train.torch.Libtorch;
import io.github.edvr4j.train.torch.TorchDevice;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A training that the program at commit 56fea19 began: of its eight steps on {@link Waves} it had
 * taken three, all of the fusion and the last of everything. To keep the file small, its start had
 * coarse weights and nothing in {@code conv_last}.
 */
@Tag("narrow")
class EarlierStateTest {

  /** What that program went on with. */
  private static final List<Double> LOSSES =
      List.of(
          0.1710051695505778,
          0.1724835236867269,
          0.1410373648007711,
          0.1424324115117391,
          0.16218671202659607);

  @TempDir Path folder;

  @BeforeAll
  static void oneThread() {
    Libtorch.useThreads(1);
  }

  @BeforeEach
  void unpack() throws IOException {
    try (InputStream packed =
        Objects.requireNonNull(getClass().getResourceAsStream("/states/56fea19.state.gz"))) {
      Files.copy(new GZIPInputStream(packed), folder.resolve("3.state"));
    }
  }

  private Recorded goOn(String... settings) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "network_g={type: EDVR, num_feat: 4, num_frame: 3, deformable_groups: 2,"
                    + " num_extract_block: 1, num_reconstruct_block: 1}",
                "train:tsa_iter=3",
                "path:resume_state=" + folder.resolve("3.state")));
    all.addAll(List.of(settings));
    TrainingOptions options = TestOptions.tiny(folder, all.toArray(String[]::new));
    Recorded recorded = new Recorded();
    try (TrainingRun run = TrainingRun.open(options, TorchDevice.CPU, recorded)) {
      run.train(new Waves(3, 8), Optional.empty(), () -> false);
    } catch (UncheckedIOException e) {
      throw new AssertionError(e);
    }
    return recorded;
  }

  @Test
  void goesOnAsItWouldHave() {
    Recorded recorded = goOn();
    assertThat(recorded.warnings).isEmpty();
    assertThat(recorded.steps.getFirst().iteration()).isEqualTo(4);
    assertThat(recorded.losses()).hasSameSizeAs(LOSSES);
    for (int i = 0; i < LOSSES.size(); i++) {
      assertThat(recorded.losses().get(i)).isCloseTo(LOSSES.get(i), within(1e-5 * LOSSES.get(i)));
    }
  }

  @Test
  void mayLearnToAlignFromThereOn() {
    Recorded recorded =
        goOn(
            "train:offset_opt={type: OffsetFidelityLoss, loss_weight: 0.1}",
            "train:teacher_forcing={iter: 5, fade_iter: 2}",
            "train:offset_lr_mul=2");
    assertThat(recorded.warnings).isEmpty();
    assertThat(recorded.steps).hasSize(5);
    assertThat(recorded.steps.getFirst().offsetErrors()).isNotEmpty();
    // What has learnt offsets goes its own way from the next step on, with the optimizer's memory.
    assertThat(recorded.losses().getLast())
        .isNotEqualTo(LOSSES.getLast())
        .isCloseTo(LOSSES.getLast(), within(0.05));
  }
}
