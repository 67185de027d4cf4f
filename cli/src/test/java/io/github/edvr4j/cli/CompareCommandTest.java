package io.github.edvr4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.video.FrameSource;
import io.github.edvr4j.video.SourceOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompareCommandTest {

  @TempDir private Path folder;
  private Path small = Path.of("");
  private Path large = Path.of("");

  @BeforeEach
  void prepare() {
    small = TestClip.write(folder.resolve("small"), 3, 32, 40);
    large = TestClip.write(folder.resolve("large"), 4, 64, 80);
  }

  private CommandRun compare(Object... arguments) {
    List<Object> all = new ArrayList<>(List.of("compare"));
    all.addAll(List.of(arguments));
    return CommandRun.of(folder, all.toArray());
  }

  @Test
  void aPageShowsBothAndHowCloseTheyAre() throws IOException {
    Path page = folder.resolve("page.html");
    CommandRun run = compare(small, large, "-o", page, "--reference", large, "--frame", "1");
    assertThat(run.exitCode()).as(() -> String.join("\n", run.err())).isZero();
    assertThat(run.err())
        .containsExactly(
            "edvr: warning: %s ends after 3 frames, another goes on; only what all have is compared"
                .formatted(small),
            "edvr: open %s in a browser".formatted(page));
    List<String> table = run.out().lines().toList();
    assertThat(table.get(0)).matches(" +PSNR +SSIM +flicker +clip");
    assertThat(table.get(1)).matches(" +\\d+\\.\\d{3} +0\\.\\d{4} +\\d+\\.\\d{3}  " + small);
    assertThat(table.get(2)).matches(" +inf +1\\.0000 +0\\.000  " + large);
    assertThat(table).hasSize(3);
    assertThat(Files.readString(page)).contains("Frame 1 (0.04 s)").doesNotContain("Frame 0 (");
  }

  @Test
  void aVideoShowsBothSideBySide() {
    Path video = folder.resolve("side.mkv");
    CommandRun run = compare(small, large, "-o", video, "--frames", 2);
    assertThat(run.exitCode()).as(() -> String.join("\n", run.err())).isZero();
    assertThat(run.err()).containsExactly("edvr: 2 frames side by side in " + video);
    assertThat(run.out()).isEmpty();
    try (FrameSource source = FrameSource.open(video.toString(), SourceOptions.DEFAULT);
        FrameSource right = FrameSource.open(large.toString(), SourceOptions.DEFAULT)) {
      Frame both = source.next().orElseThrow().frame();
      Frame expected = right.next().orElseThrow().frame();
      assertThat(both.width()).isEqualTo(160);
      assertThat(both.height()).isEqualTo(64);
      double apart = 0;
      for (int y = 0; y < 64; y++) {
        for (int i = 0; i < 80 * 3; i++) {
          apart += Math.abs(both.rgb()[(y * 160 + 80) * 3 + i] - expected.rgb()[y * 80 * 3 + i]);
        }
      }
      assertThat(apart / expected.rgb().length).isLessThan(0.1);
      assertThat(source.next()).isPresent();
      assertThat(source.next()).isEmpty();
    }
  }

  @Test
  void wrongUsageIsSaid() throws IOException {
    Path page = folder.resolve("page.html");
    requireUsage(compare(small), "B");
    requireUsage(compare(small, large, "-o", folder.resolve("page.txt")), ".html", ".mp4");
    requireUsage(compare("-", "-", "-o", page), "only one of the clips");
    requireUsage(compare("a\0b", large, "-o", page), "is no path");
    requireUsage(compare(small, small, "-o", page, "--frame", "7"), "[7]", "3 frames");
    Files.writeString(page, "mine");
    requireUsage(compare(small, large, "-o", page), "exists; -y overwrites it");
    assertThat(page).hasContent("mine");
    assertThat(compare(small, large, "-o", page, "-y").exitCode()).isZero();
    assertThat(Files.readString(page)).startsWith("<!DOCTYPE html>");
  }

  private static void requireUsage(CommandRun run, String... words) {
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).singleElement().asString().contains(words);
  }

  @Test
  void clipsOfOtherShapesAreRefused() {
    Path page = folder.resolve("page.html");
    Path wide = TestClip.write(folder.resolve("wide"), 1, 32, 64);
    CommandRun run = compare(small, wide, "-o", page);
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).singleElement().asString().contains("two shapes", "40x32", "64x32");
    CommandRun reference = compare(small, large, "-o", page, "--reference", small);
    assertThat(reference.exitCode()).isEqualTo(1);
    assertThat(reference.err()).singleElement().asString().contains("should be 80x64");
    assertThat(page).doesNotExist();
  }
}
