package io.github.edvr4j.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.train.options.Section;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeldOutListsTest {

  @TempDir private Path folder;

  @BeforeEach
  void write() {
    DataFiles.frames(folder.resolve("clips/walk"), "%08d.png", 0, 6, 16, 12);
    DataFiles.frames(folder.resolve("clips/run"), "%08d.png", 0, 6, 16, 12);
  }

  private Path list(String... lines) {
    return DataFiles.write(folder.resolve("held-out.tsv"), String.join("\n", lines) + "\n");
  }

  private Section section(String type, String root, String... lines) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "type: " + type,
                "dataroot_gt: " + folder.resolve(root),
                "cache_dir: " + folder.resolve("cache")));
    all.addAll(List.of(lines));
    return DataFiles.section(folder, all.toArray(String[]::new));
  }

  private Clips clips(String... lines) {
    return Clips.of(section("ClipDataset", "clips", lines), 5, note -> {});
  }

  @Test
  void aTrainingRefusesWhatIsListedByName() {
    Path list = list("# file\tuse", "walk.mp4\tmoving");
    Clips clips = clips("held_out: " + list);
    assertThatThrownBy(clips::forTraining)
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("held_out: walk is held out by " + list)
        .hasMessageNotContaining("\n");
    assertThat(clips.forValidation()).hasSize(2);
    assertThat(clips("held_out: " + list, "exclude: walk").forTraining()).hasSize(1);
    assertThat(clips().forTraining()).hasSize(1);
  }

  @Test
  void aTrainingRefusesTheSameContentsUnderAnotherName() {
    Path mine =
        DataFiles.write(
            folder.resolve("photos/mine.png"), DataFiles.png(DataFiles.picture(9, 9, 1)));
    DataFiles.write(folder.resolve("photos/other.png"), DataFiles.png(DataFiles.picture(9, 9, 2)));
    String sum = HeldOutList.sha256(mine).toUpperCase(Locale.ROOT);
    Path list = list("# package\tfile\tsha256", "some\tusr/share/other.png\t" + sum);
    assertThatThrownBy(
            () ->
                Clips.of(section("PhotoDataset", "photos", "held_out: " + list), 5, note -> {})
                    .forTraining())
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("mine.png is usr/share/other.png under another name, which " + list);
  }

  /** In a package, files have names such as 1920x1080.jpg. */
  @Test
  void aNameWithFoldersIsNoName() {
    Path list = list("# file\tsha256", "usr/share/walk.jpg\t0123");
    assertThat(clips("held_out: " + list).forTraining()).hasSize(1);
  }

  @Test
  void aCheckOfTheDataNamesAllThatIsListed() {
    Path list = list("# file", "walk", "run.webm", "", "# other");
    DataReport report =
        DataCheck.run(section("ClipDataset", "clips", "held_out: [%s]".formatted(list)), 5, false);
    assertThat(report.problems())
        .extracting(DataReport.Problem::where)
        .containsExactlyInAnyOrder("walk", "run");
  }

  @Test
  void somethingElseThanAListIsRefused() {
    assertNoList("none.tsv", "none.tsv");
    DataFiles.write(folder.resolve("my.txt"), "walk\nrun\n");
    assertNoList("my.txt", "my.txt is no list");
    DataFiles.write(folder.resolve("half.tsv"), "# file\tsha256\nwalk\n");
    assertNoList("half.tsv", "half.tsv:2: has no sha256");
  }

  private void assertNoList(String file, String message) {
    assertThatThrownBy(() -> clips("held_out: " + folder.resolve(file)))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("held_out")
        .hasMessageContaining(message);
  }
}
