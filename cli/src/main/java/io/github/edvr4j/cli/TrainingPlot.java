package io.github.edvr4j.cli;

import io.github.edvr4j.train.log.Curves;
import io.github.edvr4j.train.log.RunLog;
import java.nio.file.Path;

/** Draws a run without a screen. */
final class TrainingPlot {

  private TrainingPlot() {}

  static void draw(Path run, Path file) {
    System.setProperty("java.awt.headless", "true");
    Curves.draw(RunLog.read(run), file);
  }
}
