package io.github.edvr4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {

  @TempDir private Path folder;
  private Path clip = Path.of("");
  private Path model = Path.of("");
  private Path report = Path.of("");

  @BeforeEach
  void prepare() throws IOException {
    clip = TestClip.write(folder.resolve("clip"), 4, 22, 26);
    model = TinyModel.write(folder.resolve("tiny.safetensors"));
    report = folder.resolve("report");
  }

  private CommandRun inspect(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of("inspect", clip, "-m", model, "-o", report));
    all.addAll(List.of(arguments));
    return CommandRun.of(folder, all.toArray());
  }

  @Test
  void aPageShowsTheChosenFrames() throws IOException {
    CommandRun run = inspect("--frame", "1,3", "--threads", 1);
    assertThat(run.exitCode()).as(() -> String.join("\n", run.err())).isZero();
    assertThat(run.out())
        .matches(
            ".* (hardly )?uses its neighbors: without them, 2 frames change by \\d+\\.\\d\\d levels"
                + " of 8 bits .*\\R");
    assertThat(run.err())
        .containsExactly(
            "edvr: %s (4 frames, 24x20 pixels) with %s: frame 1, 3 in detail"
                .formatted(clip, model),
            "edvr: open %s in a browser".formatted(report.resolve("index.html")));
    String page = Files.readString(report.resolve("index.html"));
    assertThat(page).contains("Frame 1 (0.04 s)", "Frame 3 (0.12 s)", "temporal attention, mean");
    assertThat(page).doesNotContain("Frame 0 (");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("clip", "tiny.safetensors", "report");
    }
  }

  @Test
  void aPartIsLookedAt() throws IOException {
    CommandRun run =
        inspect("--start", "0.04", "--frames", 2, "--region", "2,1,17x16", "--threads", 1);
    assertThat(run.exitCode()).as(() -> String.join("\n", run.err())).isZero();
    assertThat(run.err().getFirst()).contains("(2 frames, 16x16 pixels)", "frame 0, 1 in detail");
    assertThat(Files.readString(report.resolve("index.html"))).contains("16x16 pixels from (2, 1)");
  }

  @Test
  void wrongUsageIsSaidBeforeAnythingIsComputed() throws IOException {
    requireUsage(inspect("--frame", "9", "--frames", 4), "no frame 9", "0 to 3");
    requireUsage(inspect("--frame=-1"), "--frame should be at least 0");
    requireUsage(inspect("--region", "20,0,16x16"), "20,0,16x16", "26x22");
    requireUsage(inspect("--region", "0,0,8x16"), "16x16");
    requireUsage(inspect("--region", "all"), "100,50,320x180");
    requireUsage(inspect("--frames", 0), "--frames");
    assertThat(report).doesNotExist();
    Files.createDirectory(report);
    Files.writeString(report.resolve("mine.txt"), "");
    requireUsage(inspect(), "is not empty");
    requireUsage(inspect("-y"), "more than a report");
    assertThat(report.resolve("mine.txt")).exists();
  }

  private static void requireUsage(CommandRun run, String... words) {
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).singleElement().asString().contains(words);
  }

  @Test
  void aClipThatIsNotThereIsNamed() {
    CommandRun run =
        CommandRun.of(folder, "inspect", folder.resolve("no.mp4"), "-m", model, "-o", report);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).singleElement().asString().contains("no.mp4");
    requireUsage(CommandRun.of(folder, "inspect", "a\0b", "-o", report), "is no path");
    assertThat(report).doesNotExist();
  }
}
