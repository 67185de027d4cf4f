package io.github.edvr4j.train.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.edvr4j.train.loop.StepReport;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrintedStepsTest {

  @TempDir private Path folder;

  private List<StepReport> reported(RunLog log) {
    log.close();
    return RunLog.read(folder).steps();
  }

  @Test
  void oneReportHoldsTheMeanOfSeveralSteps() {
    RunLog log = RunLog.open(folder, 0);
    PrintedSteps steps = new PrintedSteps(2, log);
    steps.step(Reports.step(1, 0.4));
    steps.step(Reports.step(2, 0.2));
    steps.step(Reports.step(3, 0.9));
    List<StepReport> reported = reported(log);
    assertThat(reported).extracting(StepReport::iteration).containsExactly(2L);
    assertThat(reported.getFirst().loss()).isCloseTo(0.3, within(1e-12));
    assertThat(reported.getFirst().plain()).isCloseTo(0.6, within(1e-12));
    assertThat(reported.getFirst().offsets()).containsEntry("pcd_align.cas_dcnpack", 0.75);
  }

  @Test
  void theLastStepIsReported() {
    RunLog log = RunLog.open(folder, 0);
    PrintedSteps steps = new PrintedSteps(300, log);
    steps.step(Reports.step(999, 0.4));
    steps.step(Reports.step(1000, 0.6));
    assertThat(reported(log)).singleElement().extracting(StepReport::loss).isEqualTo(0.5);
  }

  @Test
  void whatARecoveryTookBackIsInNoMean() {
    RunLog log = RunLog.open(folder, 0);
    PrintedSteps steps = new PrintedSteps(2, log);
    steps.step(Reports.step(3, 1e9));
    steps.recovered(2, "again");
    steps.step(Reports.step(3, 0.4));
    steps.step(Reports.step(4, 0.2));
    assertThat(reported(log).getFirst().loss()).isCloseTo(0.3, within(1e-12));
  }
}
