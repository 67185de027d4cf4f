package io.github.edvr4j.train.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.metrics.Rgb8;
import io.github.edvr4j.train.data.DataReport.Part;
import io.github.edvr4j.train.data.DataReport.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataCheckTest {
  @TempDir private Path folder;

  private DataReport check(boolean full, String... lines) {
    return DataCheck.run(DataFiles.section(folder, lines), 5, full);
  }

  private void reds(String clip, int frames) {
    DataFiles.frames(folder.resolve("gt").resolve(clip), "%08d.png", 0, frames, 16, 12);
    DataFiles.frames(folder.resolve("lq").resolve(clip), "%08d.png", 0, frames, 4, 3);
  }

  private DataReport checkReds(boolean full, String meta) {
    DataFiles.write(folder.resolve("meta.txt"), meta);
    return check(
        full,
        "type: REDSDataset",
        "dataroot_gt: " + folder.resolve("gt"),
        "dataroot_lq: " + folder.resolve("lq"),
        "meta_info_file: " + folder.resolve("meta.txt"),
        "num_frame: 5");
  }

  @Test
  void saysWhatIsThere() {
    reds("001", 5);
    reds("002", 6);
    reds("003", 6);
    DataReport report = checkReds(true, "001 5 (12,16,3)\n002 6 (12,16,3)\n");
    assertThat(report.sound()).isTrue();
    assertThat(report.lines())
        .containsExactly(
            "datasets:train",
            "  clips   2",
            "  frames  11",
            "  sizes   16x12",
            "  low     given for 2, smaller by 4",
            "  beside  1 not listed by meta_info_file",
            "nothing is wrong");
  }

  @Test
  void namesEverythingThatIsWrong() throws IOException {
    reds("001", 6);
    reds("002", 4);
    reds("003", 5);
    Files.delete(folder.resolve("gt/001/00000002.png"));
    DataFiles.write(folder.resolve("lq/001/00000004.png"), new byte[0]);
    DataFiles.write(
        folder.resolve("gt/003/00000001.png"), DataFiles.png(DataFiles.picture(8, 8, 1)));
    for (int i = 0; i < 5; i++) {
      DataFiles.write(
          folder.resolve("lq/003/%08d.png".formatted(i)),
          DataFiles.png(DataFiles.picture(5, 3, 1)));
    }
    DataReport report =
        checkReds(false, "001 6 (12,16,3)\n002 4 (12,16,3)\n003 5 (12,16,3)\n004 5 (12,16,3)\n");
    assertThat(report.problems())
        .containsExactlyInAnyOrder(
            new Problem(folder.resolve("gt/001/00000002.png").toString(), "is not there"),
            new Problem(
                folder.resolve("lq/001/00000004.png").toString(), "is not a PNG or JPEG picture"),
            new Problem("002", "has 4 frames; a window needs 5"),
            new Problem(
                "003",
                "its frames have several sizes: 16x12 from %s, 8x8 from %s"
                    .formatted(
                        folder.resolve("gt/003/00000000.png"),
                        folder.resolve("gt/003/00000001.png"))),
            new Problem("003", "is 16x12, which is no multiple of its low one's 5x3"),
            new Problem(
                "datasets:train:dataroot_gt",
                "of the clips that meta_info_file lists, 1 of 4 are not in %s: 004"
                    .formatted(folder.resolve("gt"))),
            new Problem(
                "datasets:train:dataroot_lq",
                "of the clips that meta_info_file lists, 1 of 4 are not in %s: 004"
                    .formatted(folder.resolve("lq"))));
    assertThat(report.lines()).contains("7 problems");
  }

  @Test
  void decodesAllOnlyIfAsked() {
    reds("001", 5);
    Path cut = folder.resolve("gt/001/00000003.png");
    byte[] file = DataFiles.png(DataFiles.picture(16, 12, 3));
    DataFiles.write(cut, Arrays.copyOf(file, file.length - 100));
    assertThat(checkReds(false, "001 5 (12,16,3)\n").sound()).isTrue();
    assertThat(checkReds(true, "001 5 (12,16,3)\n").problems())
        .containsExactly(new Problem(cut.toString(), "ends too early"));
  }

  @Test
  void findsGapsInTheNumbering() throws IOException {
    DataFiles.frames(folder.resolve("data/a"), "f%d.png", 8, 5, 8, 6);
    DataFiles.frames(folder.resolve("data/b"), "f%d.png", 1, 5, 8, 6);
    Files.delete(folder.resolve("data/a/f10.png"));
    DataReport report = DataCheck.run(List.of(folder.resolve("data")), false);
    assertThat(report.problems())
        .containsExactly(
            new Problem(
                "a",
                "frames are missing between %s and %s"
                    .formatted(folder.resolve("data/a/f9.png"), folder.resolve("data/a/f11.png"))));
  }

  @Test
  void findsMissingKeys() {
    Map<String, Rgb8> low = new LinkedHashMap<>();
    for (int i = 1; i <= 7; i++) {
      low.put("00001/0001/im" + i, DataFiles.picture(4, 3, i));
    }
    low.remove("00001/0001/im6");
    Path lowRoot = DataFiles.lmdb(folder.resolve("lq.lmdb"), low);
    Path highRoot =
        DataFiles.lmdb(
            folder.resolve("gt.lmdb"), Map.of("00001/0001/im4", DataFiles.picture(16, 12, 4)));
    DataFiles.write(folder.resolve("meta.txt"), "00001/0001 7 (256,448,3)\n");
    DataReport report =
        check(
            true,
            "type: Vimeo90KDataset",
            "dataroot_gt: " + highRoot,
            "dataroot_lq: " + lowRoot,
            "meta_info_file: " + folder.resolve("meta.txt"),
            "io_backend: {type: lmdb}",
            "num_frame: 7");
    assertThat(report.problems())
        .containsExactly(new Problem(lowRoot + ":00001/0001/im6", "is not there"));
  }

  @Test
  void countsVideosAndPhotographs() {
    Path video = DataFiles.video(folder.resolve("data/a.mkv"), 32, 16, new int[75]);
    DataFiles.write(folder.resolve("data/b.mkv"), "no video");
    DataFiles.frames(folder.resolve("photos"), "%d.png", 1, 2, 9, 7);
    DataReport report =
        check(
            true,
            "sources:",
            "  clips: {type: ClipDataset, dataroot_gt: " + folder.resolve("data") + "}",
            "  stills: {type: PhotoDataset, dataroot_gt: " + folder.resolve("photos") + "}");
    Part clips = report.parts().get(0);
    assertThat(clips.name()).isEqualTo("datasets:train:sources:clips");
    assertThat(clips.clips()).isEqualTo(2);
    assertThat(clips.frames()).isEqualTo(75);
    assertThat(clips.counted()).isFalse();
    assertThat(report.lines())
        .contains("  frames  at least 75 (0.1 minutes of video)", "1 problem");
    assertThat(clips.minutes()).isEqualTo(0.05);
    assertThat(clips.largest()).contains(new Size(16, 32));
    assertThat(report.parts().get(1).frames()).isEqualTo(2);
    assertThat(report.parts().get(1).counted()).isTrue();
    assertThat(report.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.where()).isEqualTo(video.resolveSibling("b.mkv").toString());
              assertThat(problem.what()).isNotBlank().doesNotContain("b.mkv");
            });
  }

  @Test
  void noticesAVideoThatWasCutShort() throws IOException {
    Path video = DataFiles.video(folder.resolve("data/a.mkv"), 64, 48, new int[50]);
    assertThat(DataCheck.run(List.of(video), true).sound()).isTrue();
    byte[] file = Files.readAllBytes(video);
    Files.write(video, Arrays.copyOf(file, file.length / 2));
    assertThat(DataCheck.run(List.of(video), true).problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.where()).isEqualTo(video.toString());
              assertThat(problem.what())
                  .contains("its container announces about 50; is the file complete?");
            });
  }

  @Test
  void saysWhereNothingIs() {
    assertThat(DataCheck.run(List.of(folder), false).problems())
        .containsExactly(
            new Problem(
                folder.toString(), "there is no video and no folder of PNG or JPEG frames"));
  }
}
