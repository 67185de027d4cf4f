package io.github.edvr4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ValidateCommandTest {

  @TempDir private Path folder;
  private Path clip;
  private Path model;

  @BeforeEach
  void write() throws IOException {
    clip = TestClip.write(folder.resolve("waves"), 4, 64, 96);
    model = TinyModel.write(folder.resolve("tiny.safetensors"));
  }

  private CommandRun validate(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of("validate"));
    all.addAll(List.of(arguments));
    return CommandRun.of(folder, all.toArray());
  }

  private JsonNode json(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of(arguments));
    all.addAll(List.of("--format", "json"));
    CommandRun run = validate(all.toArray());
    assertThat(run.exitCode()).as(() -> String.join("\n", run.err())).isZero();
    return JsonMapper.shared().readTree(run.out());
  }

  @Test
  void everyModelHasAColumnBesideBicubic() throws IOException {
    Path other = Files.copy(model, folder.resolve("other.safetensors"));
    CommandRun run =
        validate(clip, "-m", model, "-m", other, "--frames", 3, "--format", "markdown");
    assertThat(run.exitCode()).as(() -> String.join("\n", run.err())).isZero();
    List<String> lines = run.out().lines().toList();
    assertThat(lines).hasSize(4);
    assertThat(lines.get(0))
        .isEqualTo(
            "| RGB, PSNR / SSIM | frames | bicubic | %s | from copies (temporal gain) | %s | from copies (temporal gain) |"
                .formatted(model, other));
    String cell = "\\d+\\.\\d\\d / -?0\\.\\d{4}";
    String row = "\\| %s \\| 3 \\| " + cell + "( \\| " + cell + " \\([+-]\\d+\\.\\d\\d\\)){4} \\|";
    assertThat(lines.get(2)).matches(row.formatted(".*waves.*"));
    assertThat(lines.get(3)).matches(row.formatted("mean"));
    assertThat(validate(clip, "-m", model, "--frames", 3).out().lines()).hasSize(3);
  }

  @Test
  void theTemporalGainIsThatOverCopies() {
    JsonNode with = json(clip, "-m", model).at("/clips/0");
    assertThat(with.at("/temporal_gain/0").asDouble())
        .isEqualTo(with.at("/restored/0/psnr").asDouble() - with.at("/copies/0/psnr").asDouble())
        .isNotZero();
    JsonNode without = json(clip, "-m", model, "--no-temporal-gain").at("/clips/0");
    assertThat(without.has("temporal_gain")).isFalse();
    assertThat(without.at("/restored/0")).isEqualTo(with.at("/restored/0"));
  }

  @Test
  void everyDatasetHasItsMean() throws IOException {
    Path other = TestClip.write(folder.resolve("more"), 3, 64, 96);
    Path options =
        Files.writeString(
            folder.resolve("my.yml"),
            """
            datasets:
              val_one:
                type: ClipDataset
                dataroot_gt: [%s, %s]
              val_two:
                type: ClipDataset
                name: mine
                dataroot_gt: %s
            """
                .formatted(clip, other, clip));
    List<String> lines = validate(options, "-m", model, "--format", "tsv").out().lines().toList();
    assertThat(lines.getFirst())
        .startsWith("# dataset\tclip\tmodel\tframes\tbicubic_psnr\t")
        .endsWith("\tcascade_error\tcascade_motion");
    assertThat(lines.stream().map(line -> line.split("\t", -1).length)).containsOnly(19);
    assertThat(lines.stream().skip(1).map(line -> line.split("\t")[0] + "," + line.split("\t")[1]))
        .containsExactly(
            "val_one," + clip.getFileName(),
            "val_one," + other.getFileName(),
            "val_one,mean of val_one",
            "mine," + clip.getFileName(),
            ",mean");
    JsonNode json = json(options, "-m", model);
    assertThat(json.at("/means/0/name").asString()).isEqualTo("mean of val_one");
    assertThat(json.at("/means/1/restored/0")).isEqualTo(json.at("/clips/2/restored/0"));
  }

  @Test
  void anOptionFileSaysTheClipsAndHowTheyAreCompared() throws IOException {
    Path options =
        Files.writeString(
            folder.resolve("my.yml"),
            """
            datasets:
              val:
                type: ClipDataset
                dataroot_gt: %s
                num_frame: 3
                padding: circle
            val:
              metrics:
                psnr: {type: calculate_psnr, crop_border: 2, test_y_channel: true}
            """
                .formatted(clip));
    JsonNode said = json(options, "-m", model);
    assertThat(said.at("/channels").asString()).isEqualTo("Y");
    assertThat(said.at("/crop").asInt()).isEqualTo(2);
    assertThat(said.at("/clips/0/frames").asInt()).isEqualTo(4);
    assertThat(said.at("/models/0").asString()).isEqualTo(model.toString());
    assertThat(said.at("/clips/0/bicubic/psnr").asDouble())
        .isEqualTo(json(clip, "-m", model, "--y", "--crop", 2).at("/mean/bicubic/psnr").asDouble())
        .isNotEqualTo(json(clip, "-m", model).at("/mean/bicubic/psnr").asDouble());
    assertThat(said.at("/mean/restored/0/ssim").asDouble()).isBetween(-1.0, 1.0);
    assertThat(validate(options, "-m", model, "--reduce", 2).exitCode()).isEqualTo(2);
    assertThat(validate(options, clip, "-m", model).exitCode()).isEqualTo(2);
  }

  @Test
  void clipsCanBeReducedFirst() {
    JsonNode reduced = json(clip, "-m", model, "--reduce", 2);
    assertThat(reduced.at("/clips/0/bicubic/psnr").asDouble())
        .isNotEqualTo(json(clip, "-m", model).at("/clips/0/bicubic/psnr").asDouble());
  }

  @Test
  void whatIsMissingIsSaidInOneLine() {
    CommandRun missing = validate(folder.resolve("none.mp4"), "-m", model);
    assertThat(missing.exitCode()).isIn(1, 2);
    assertThat(missing.err()).singleElement().asString().contains("none.mp4");
    CommandRun model = validate(clip, "-m", "none");
    assertThat(model.exitCode()).isIn(1, 2);
    assertThat(model.err()).singleElement().asString().contains("none");
    assertThat(validate(clip, "--crop=-1").exitCode()).isEqualTo(2);
    CommandRun threads = validate(clip, "-m", this.model, "--threads", 2000);
    assertThat(threads.exitCode()).isEqualTo(2);
    assertThat(threads.err()).containsExactly("edvr: --threads should be at most 1024, not 2000");
    assertThat(validate().exitCode()).isEqualTo(2);
  }

  @Test
  void dataAreChecked() throws IOException {
    CommandRun sound = CommandRun.of(folder, "data", "check", clip, "--full");
    assertThat(sound.exitCode()).as(sound::out).isZero();
    assertThat(sound.out()).contains("clips   1", "frames  4", "96x64", "nothing is wrong");
    Path damaged = clip.resolve("00000002.png");
    byte[] bytes = Files.readAllBytes(damaged);
    bytes[bytes.length / 2] ^= 0x55;
    Files.write(damaged, bytes);
    CommandRun wrong = CommandRun.of(folder, "data", "check", clip, "--full");
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(wrong.out()).contains("1 problem", "00000002.png");
  }
}
