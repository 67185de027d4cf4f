package io.github.edvr4j.train.log;

import io.github.edvr4j.train.loop.StepReport;
import io.github.edvr4j.train.validation.OffsetError;
import io.github.edvr4j.train.validation.ValidationReport;
import io.github.edvr4j.train.validation.ValidationReport.Clip;
import io.github.edvr4j.train.validation.ValidationReport.Quality;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a training might have told. */
final class Reports {

  private Reports() {}

  static StepReport step(long iteration, double loss) {
    return new StepReport(
        iteration,
        1000,
        loss,
        2 * loss,
        4e-4,
        1.5,
        Map.of("pcd_align.cas_dcnpack", 0.5 * iteration, "pcd_align.dcn_pack.l1", 2.0),
        Map.of("pcd_align.dcn_pack.l1", 1.0 / iteration),
        12.5,
        0.25,
        90 * iteration);
  }

  static ValidationReport validation(long iteration, double gain) {
    return new ValidationReport(
        iteration,
        List.of(
            new Clip(
                "REDS4",
                "000",
                3,
                new Quality(28 + gain, 0.9),
                new Quality(28, 0.8),
                Optional.of(new Quality(27.75 + gain, 0.85)),
                List.of()),
            new Clip(
                "moved",
                "011",
                5,
                new Quality(30 + gain, 0.7),
                new Quality(30, 0.6),
                Optional.of(new Quality(29 + gain, 0.65)),
                List.of(
                    new OffsetError("Level 1", 50, 0.5, 2),
                    new OffsetError("Cascade", 50, 0.125, 0)))));
  }

  /** As earlier versions measured. */
  static ValidationReport withoutNeighbors(long iteration, double gain) {
    return new ValidationReport(
        iteration,
        validation(iteration, gain).clips().stream()
            .map(
                clip ->
                    new Clip(
                        "",
                        clip.name(),
                        clip.frames(),
                        clip.restored(),
                        clip.bicubic(),
                        Optional.empty(),
                        List.of()))
            .toList());
  }
}
