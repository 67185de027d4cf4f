package io.github.edvr4j.train.log;

import io.github.edvr4j.train.loop.StepReport;
import io.github.edvr4j.train.validation.ValidationReport;
import io.github.edvr4j.train.validation.ValidationReport.Clip;
import io.github.edvr4j.train.validation.ValidationReport.Quality;
import java.util.List;
import java.util.Map;

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
        0.25);
  }

  static ValidationReport validation(long iteration, double gain) {
    return new ValidationReport(
        iteration,
        List.of(
            new Clip("000", 3, new Quality(28 + gain, 0.9), new Quality(28, 0.8)),
            new Clip("011", 5, new Quality(30 + gain, 0.7), new Quality(30, 0.6))));
  }
}
