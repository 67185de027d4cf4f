package io.github.edvr4j.train.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.edvr4j.EdvrException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorBoardEventsTest {

  private static final Clock CLOCK =
      Clock.fixed(Instant.ofEpochSecond(1_700_000_000, 500_000_000), ZoneOffset.UTC);

  @TempDir private Path folder;

  private List<EventFile.Event> events() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("run"))) {
      List<Path> all = files.toList();
      assertThat(all).hasSize(1);
      assertThat(all.getFirst().getFileName().toString())
          .matches("events\\.out\\.tfevents\\.1700000000\\..+\\.\\d+");
      return EventFile.read(all.getFirst());
    }
  }

  @Test
  void stepsAndValidationsAreScalarsUnderBasicSrsNames() throws IOException {
    try (TensorBoardEvents written = TensorBoardEvents.open(folder.resolve("run"), 0, CLOCK)) {
      written.step(Reports.step(300, 0.02));
      written.validated(Reports.validation(400, 1.5));
    }
    List<EventFile.Event> events = events();
    assertThat(events).hasSize(3);
    assertThat(events.get(0).version()).isEqualTo("brain.Event:2");
    assertThat(events).allMatch(event -> event.time() == 1_700_000_000.5);
    assertThat(events).extracting(EventFile.Event::step).containsExactly(0L, 300L, 400L);
    assertThat(events.get(1).scalars())
        .containsEntry("losses/l_pix", 0.02f)
        .containsEntry("lr", 4e-4f)
        .containsEntry("gradient_norm", 1.5f)
        .containsEntry("offsets/pcd_align.cas_dcnpack", 150f)
        .containsEntry("offsets/pcd_align.dcn_pack.l1", 2f)
        .containsEntry("offset_errors/pcd_align.dcn_pack.l1", 1 / 300f)
        .containsEntry("samples_per_second", 12.5f)
        .containsEntry("waiting_for_data", 0.25f)
        .containsEntry("core_hours", 7.5f)
        .hasSize(9);
    assertThat(events.get(2).scalars())
        .containsEntry("metrics/psnr", 30.5f)
        .containsEntry("metrics/ssim", 0.8f)
        .containsEntry("metrics/psnr_over_bicubic", 1.5f)
        .containsEntry("metrics/psnr/011", 31.5f)
        .containsEntry("metrics/ssim/000", 0.9f)
        .containsEntry("metrics/psnr_of_copies", 29.875f)
        .containsEntry("metrics/temporal_gain", 0.625f)
        .containsEntry("metrics/temporal_gain/000", 0.25f)
        .containsEntry("metrics/temporal_gain/mean/moved", 1f)
        .containsEntry("offset_error/level_1", 0.5f)
        .containsEntry("offset_error/cascade/011", 0.125f)
        .containsEntry("relative_offset_error/level_1/mean/moved", 0.25f)
        // Five of each clip, each dataset and all; three of offsets, of all but one clip and
        // dataset.
        .hasSize(5 * 5 + 3 * 3);
  }

  @Test
  void whatIsDoneAgainIsForgotten() throws IOException {
    try (TensorBoardEvents written = TensorBoardEvents.open(folder.resolve("run"), 5000, CLOCK)) {
      written.step(Reports.step(5100, 0.02));
      written.recovered(5050, "again");
    }
    List<EventFile.Event> events = events();
    assertThat(events).extracting(EventFile.Event::purge).containsExactly(false, true, false, true);
    assertThat(events)
        .extracting(EventFile.Event::step)
        .containsExactly(5000L, 5001L, 5100L, 5051L);
  }

  /**
   * CRC32C of the digits 1 to 9 is e3069283 (RFC 3720's polynomial); turned by 15, plus the mask.
   */
  @Test
  void checksumsAreMasked() {
    int crc = 0xe3069283;
    assertThat(TfRecord.maskedChecksum("123456789".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo((crc >>> 15 | crc << 17) + 0xa282ead8);
    assertThat(TfRecord.of(new byte[] {1, 2, 3})).hasSize(8 + 4 + 3 + 4).startsWith(3, 0, 0, 0);
  }

  @Test
  void aFolderThatCannotBeIsSaid() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThatThrownBy(() -> TensorBoardEvents.open(file.resolve("run"), 0))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("can't be written");
  }
}
