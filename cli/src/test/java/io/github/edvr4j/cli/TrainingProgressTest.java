package io.github.edvr4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.train.loop.StepReport;
import io.github.edvr4j.train.validation.OffsetError;
import io.github.edvr4j.train.validation.ValidationReport;
import io.github.edvr4j.train.validation.ValidationReport.Clip;
import io.github.edvr4j.train.validation.ValidationReport.Quality;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TrainingProgressTest {

  private final StringWriter err = new StringWriter();
  private long now;

  private static StepReport step(long iteration) {
    return new StepReport(iteration, 10, 0.025, 0.05, 1e-4, 1, Map.of(), Map.of(), 2, 0, 60);
  }

  @Test
  void untilAValidationRanTheLossIsComparedWithPlainEnlargement() {
    Console console =
        new Console(new PrintWriter(new StringWriter()), new PrintWriter(err, true), false);
    try (TrainingProgress progress = new TrainingProgress(console, false, () -> now)) {
      progress.begin("begins", 0);
      now += 120_000_000_000L;
      progress.step(step(1));
      progress.validated(
          new ValidationReport(
              1,
              List.of(
                  new Clip(
                      "val",
                      "000",
                      1,
                      new Quality(30, 0.9),
                      new Quality(29, 0.8),
                      Optional.of(new Quality(29.75, 0.85)),
                      List.of(
                          new OffsetError("Level 1", 9, 0.5, 2),
                          new OffsetError("Cascade", 9, 0.1, 0))))));
      now += 120_000_000_000L;
      progress.step(step(2));
    }
    List<String> lines = err.toString().lines().toList();
    assertThat(lines)
        .anyMatch(line -> line.contains("1/10 (10 %), loss 0.02500 (x0.50 of plain enlargement's)"))
        .anyMatch(
            line ->
                line.endsWith(
                    "+1.00 dB; temporal gain +0.25 dB; offsets off by 0.25 of the motion"))
        .anyMatch(line -> line.contains("loss 0.02500, 30.00 dB (+1.00 over bicubic)"));
  }
}
