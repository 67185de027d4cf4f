package io.github.edvr4j.train.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.train.log.RunHistory.Recovery;
import io.github.edvr4j.train.loop.StepReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLogTest {

  @TempDir private Path folder;

  private void write(long after, long... iterations) {
    try (RunLog log = RunLog.open(folder, after)) {
      for (long iteration : iterations) {
        log.step(Reports.step(iteration, iteration / 1e4));
      }
    }
  }

  private Iterable<Long> steps() {
    return RunLog.read(folder).steps().stream().map(StepReport::iteration).toList();
  }

  @Test
  void whatWasWrittenIsRead() {
    try (RunLog log = RunLog.open(folder, 0)) {
      log.step(Reports.step(100, 0.05));
      log.warning("a \"frame\"\nis damaged");
      log.validated(Reports.validation(100, Double.POSITIVE_INFINITY));
      log.recovered(100, "offsets above 100");
      log.step(Reports.step(200, Double.NaN));
    }
    RunHistory history = RunLog.read(folder);
    assertThat(history.steps())
        .containsExactly(Reports.step(100, 0.05), Reports.step(200, Double.NaN));
    assertThat(history.validations())
        .containsExactly(Reports.validation(100, Double.POSITIVE_INFINITY));
    assertThat(history.recoveries()).containsExactly(new Recovery(100, "offsets above 100"));
  }

  @Test
  void aResumedTrainingContinuesItsLog() {
    write(0, 100, 200, 300);
    write(200, 300, 400);
    assertThat(steps()).containsExactly(100L, 200L, 300L, 400L);
  }

  @Test
  void aNewTrainingBeginsANewLog() {
    write(0, 100, 200);
    write(0, 100);
    assertThat(steps()).containsExactly(100L);
  }

  @Test
  void afterARecoveryTheLastAttemptCounts() {
    write(0, 100, 200);
    try (RunLog log = RunLog.open(folder, 200)) {
      log.validated(Reports.validation(150, 1));
      log.validated(Reports.validation(200, 2));
      log.recovered(150, "again");
      log.step(Reports.step(200, 0.7));
      log.validated(Reports.validation(200, 3));
    }
    RunHistory history = RunLog.read(folder);
    assertThat(history.steps()).containsExactly(Reports.step(100, 0.01), Reports.step(200, 0.7));
    assertThat(history.validations())
        .containsExactly(Reports.validation(150, 1), Reports.validation(200, 3));
  }

  @Test
  void halfALineIsLeftOut() throws IOException {
    write(0, 100, 200);
    Path file = folder.resolve("log.jsonl");
    Files.writeString(file, "{\"event\":\"step\",\"iter", StandardOpenOption.APPEND);
    assertThat(steps()).containsExactly(100L, 200L);
    write(200, 300);
    assertThat(steps()).containsExactly(100L, 200L, 300L);
    assertThat(Files.readAllLines(file)).hasSize(3).allMatch(line -> line.endsWith("}"));
  }

  @Test
  void aLogOfAnEarlierVersionIsRead() throws IOException {
    write(0, 100);
    Path file = folder.resolve("log.jsonl");
    Files.writeString(
        file,
        Files.readString(file)
            .replaceFirst("\"plain\":[^,]*,", "")
            .replaceFirst("\"offsetErrors\":[^}]*},", ""));
    assertThat(RunLog.read(folder).steps())
        .singleElement()
        .extracting("plain", "offsetErrors")
        .containsExactly(0.0, Map.of());
    write(100, 200);
    assertThat(steps()).containsExactly(100L, 200L);
  }

  /** A line as the version of commit 56fea19 wrote it. */
  @Test
  void aLogFromBeforeNeighborsWereMeasuredIsRead() throws IOException {
    Files.writeString(
        folder.resolve("log.jsonl"),
        """
        {"event":"validation","time":"2026-01-01T00:00:00Z","iteration":100,"clips":[\
        {"name":"000","frames":3,"restored":{"psnr":30.0,"ssim":0.9},"bicubic":{"psnr":28.0,"ssim":0.8}},\
        {"name":"011","frames":5,"restored":{"psnr":32.0,"ssim":0.7},"bicubic":{"psnr":30.0,"ssim":0.6}}]}
        """);
    assertThat(RunLog.read(folder).validations()).containsExactly(Reports.withoutNeighbors(100, 2));
  }

  @Test
  void somethingElseIsRefused() throws IOException {
    assertThatThrownBy(() -> RunLog.read(folder))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("no run of 'edvr train'");
    Files.writeString(folder.resolve("log.jsonl"), "my diary\n");
    assertThatThrownBy(() -> RunLog.open(folder, 0))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("my diary");
    Files.writeString(
        folder.resolve("log.jsonl"), "{\"event\":\"step\",\"iteration\":7,\"loss\":\"much\"}\n");
    assertThatThrownBy(() -> RunLog.read(folder))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("log.jsonl: is not the log of a run, or damaged: '{\"event\"")
        .hasMessageNotContaining("io.github")
        .hasMessageNotContaining("\n");
    Files.writeString(folder.resolve("log.jsonl"), "{\"event\":\"step\",\"iteration\":\"x\"}\n");
    assertThatThrownBy(() -> RunLog.open(folder, 0))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("is not the log of a run, or damaged");
  }
}
