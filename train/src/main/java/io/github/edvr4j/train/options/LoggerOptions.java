package io.github.edvr4j.train.options;

import java.util.Optional;

/**
 * What the training tells and keeps, {@code logger}.
 *
 * @param printEvery steps between two records of a step in the run's log and TensorBoard's events;
 *     what is shown meanwhile goes by the clock
 * @param saveEvery steps between two checkpoints
 * @param tensorBoard whether event files are written
 */
public record LoggerOptions(long printEvery, long saveEvery, boolean tensorBoard) {

  private static final long PRINT_EVERY = 100;
  private static final long SAVE_EVERY = 5000;

  static LoggerOptions of(Optional<Section> section) {
    return section
        .map(LoggerOptions::read)
        .orElse(new LoggerOptions(PRINT_EVERY, SAVE_EVERY, true));
  }

  private static LoggerOptions read(Section section) {
    section.passOver("wandb");
    return new LoggerOptions(
        Limits.atLeast(1, section, "print_freq", PRINT_EVERY),
        Limits.atLeast(1, section, "save_checkpoint_freq", SAVE_EVERY),
        section.flag("use_tb_logger", true));
  }
}
