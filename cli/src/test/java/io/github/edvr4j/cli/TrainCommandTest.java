package io.github.edvr4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {

  @TempDir private Path folder;
  private Path options;

  @BeforeEach
  void writeOptions() throws IOException {
    TestClip.write(folder.resolve("clip"), 6, 40, 56);
    options =
        Files.writeString(
            folder.resolve("tiny.yml"),
            """
            name: tiny
            model_type: EDVRModel
            scale: 4
            manual_seed: 1
            datasets:
              train:
                type: ClipDataset
                dataroot_gt: %1$s/clip
                cache_dir: %1$s/cache
                num_frame: 3
                gt_size: 32
                batch_size_per_gpu: 1
                num_worker_per_gpu: 1
              val:
                type: ClipDataset
                dataroot_gt: %1$s/clip
                cache_dir: %1$s/cache
                max_frames: 3
                num_frame: 3
                padding: replicate
            network_g:
              type: EDVR
              num_feat: 4
              num_frame: 3
              deformable_groups: 1
              num_extract_block: 1
              num_reconstruct_block: 1
            path:
              experiments_root: %1$s/experiments
            train:
              optim_g: {type: Adam, lr: !!float 4e-4}
              scheduler:
                {type: CosineAnnealingRestartLR, periods: [8], restart_weights: [1], eta_min: 0}
              total_iter: 4
              pixel_opt: {type: CharbonnierLoss, reduction: sum}
              colour: blue
            val:
              val_freq: 2
              metrics:
                psnr: {type: calculate_psnr, crop_border: 0, test_y_channel: true}
            logger: {print_freq: 1, save_checkpoint_freq: 2, use_tb_logger: true}
            """
                .formatted(folder));
  }

  private CommandRun train(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of("train"));
    all.addAll(List.of(arguments));
    return CommandRun.of(folder, all.toArray());
  }

  @Test
  void aTrainingLeavesModelsStatesALogAndEvents() throws IOException {
    CommandRun run = train(options, "--threads", 1);
    assertThat(run.exitCode()).as(() -> String.join("\n", run.err())).isZero();
    assertThat(run.out()).isEmpty();
    Path experiment = folder.resolve("experiments/tiny");
    assertThat(experiment.resolve("models/net_g_4.pth")).isRegularFile();
    assertThat(experiment.resolve("training_states/4.state")).isRegularFile();
    assertThat(Files.readAllLines(experiment.resolve("log.jsonl")))
        .filteredOn(line -> line.contains("\"event\":\"step\""))
        .hasSize(4);
    assertThat(folder.resolve("tb_logger/tiny")).isNotEmptyDirectory();
    assertThat(run.err())
        .anyMatch(line -> line.matches("edvr: training tiny on cpu: steps 1 to 4 .*1 clip.*"))
        .anyMatch(line -> line.matches("edvr: warning: .*train:colour.*"))
        .anyMatch(line -> line.matches("edvr: step 4: \\d+\\.\\d\\d dB, SSIM .*bicubic .* dB"))
        .last()
        .asString()
        .matches("edvr: 4 steps in \\d:\\d\\d: .*net_g_4.pth");

    CommandRun again = train(options);
    assertThat(again.exitCode()).isEqualTo(2);
    assertThat(again.err()).singleElement().asString().contains("--resume", "--fresh");

    CommandRun resumed = train(options, "--resume", "--set", "train:total_iter=6");
    assertThat(resumed.exitCode()).as(() -> String.join("\n", resumed.err())).isZero();
    assertThat(resumed.err()).anyMatch(line -> line.contains("steps 5 to 6"));
    assertThat(Files.readAllLines(experiment.resolve("log.jsonl")))
        .filteredOn(line -> line.contains("\"event\":\"step\""))
        .hasSize(6);

    CommandRun plotted = train("--plot", experiment);
    assertThat(plotted.exitCode()).as(() -> String.join("\n", plotted.err())).isZero();
    Path curves = experiment.resolve("curves.png");
    assertThat(plotted.out().strip()).isEqualTo(curves.toString());
    assertThat(ImageIO.read(curves.toFile()).getWidth()).isEqualTo(1600);

    CommandRun fresh = train(options, "--fresh", "--set", "train:total_iter=1");
    assertThat(fresh.exitCode()).as(() -> String.join("\n", fresh.err())).isZero();
    assertThat(fresh.err()).anyMatch(line -> line.contains("tiny_archived_"));
    assertThat(experiment.resolve("models/net_g_4.pth")).doesNotExist();
    assertThat(experiment.resolve("models/net_g_1.pth")).isRegularFile();
  }

  @Test
  void wrongOptionsAreNamedInOneLine() throws IOException {
    assertFailure(2, train(options, "--set", "train:total_iter=many"), "train:total_iter", "many");
    assertFailure(2, train(folder.resolve("none.yml")), "none.yml");
    Path broken = Files.writeString(folder.resolve("broken.yml"), "name: [a\n");
    assertFailure(2, train(broken), "broken.yml:");
    assertFailure(
        2, train(options, "--set", "datasets:train:dataroot_gt=/not/there"), "/not/there");
    assertFailure(2, train(options, "--set", "datasets:val:padding=round"), "padding", "round");
    assertThat(folder.resolve("experiments/tiny/models")).doesNotExist();
  }

  @Test
  void optionsThatMeanNothingAreNamedBeforeFramesAreUnpacked() {
    String data = "datasets:train:";
    CommandRun run =
        train(
            options,
            "--set",
            data + "type=PhotoDataset",
            "--set",
            data + "cache_limit=0",
            "--set",
            data + "flavour=sweet",
            "--set",
            "val:val_freq=0");
    assertFailure(2, run, "cache_limit");
    assertThat(run.err())
        .contains(
            "edvr: warning: options that mean nothing here: datasets:train:flavour, train:colour");
  }

  @Test
  void checkingAndValidatingNameOptionsThatMeanNothing() throws IOException {
    assertThat(CommandRun.of(folder, "data", "check", options).err()).isEmpty();
    Path model = TinyModel.write(folder.resolve("tiny.safetensors"));
    Files.writeString(
        options,
        Files.readString(options)
            .replace("num_frame: 3\n    gt_size", "flavour: sweet\n    gt_size")
            .replace("padding:", "taste: salty\n    padding:")
            .replace("val_freq: 2", "tone: high"));
    String unread = "edvr: warning: options that mean nothing here: ";
    assertThat(CommandRun.of(folder, "data", "check", options).err())
        .containsExactly(unread + "datasets:train:flavour", unread + "datasets:val:taste");
    assertThat(CommandRun.of(folder, "validate", options, "-m", model).err())
        .contains(unread + "datasets:val:taste", unread + "val:tone");
  }

  @Test
  void theCommandLineIsChecked() {
    assertFailure(2, train(), "--plot");
    assertFailure(2, train(options, "--plot", folder), "--plot");
    assertFailure(2, train(options, "-o", "x.png"), "-o");
    assertFailure(2, train(options, "--resume", "--fresh"), "--resume", "--fresh");
    assertFailure(2, train(options, "--threads", 0), "--threads");
    assertFailure(2, train(options, "--threads", 2000), "--threads should be at most 1024");
    assertFailure(2, train(options, "--device", "tpu"), "tpu");
    assertFailure(1, train("--plot", folder), "no run of 'edvr train'");
  }

  private static void assertFailure(int exitCode, CommandRun run, String... named) {
    assertThat(run.exitCode()).as(() -> String.join("\n", run.err())).isEqualTo(exitCode);
    assertThat(run.err()).last().asString().contains(named);
    assertThat(run.out()).isEmpty();
  }
}
