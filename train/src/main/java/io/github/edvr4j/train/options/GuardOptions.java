package io.github.edvr4j.train.options;

import java.util.Optional;

/**
 * When a training is brought back to an earlier state, {@code train:guard}. BasicSR has nothing
 * like it.
 *
 * @param offsetLimit mean |offset| of a deformable convolution, in pixels of its level, above which
 *     the alignment means nothing any more
 * @param offsetWarning mean |offset| that the user is warned of
 * @param offsetPatience how many steps in a row it may be above the limit
 * @param lossFactor how far the loss may rise above what it lately was, as a factor, where it is
 *     worse than that of plain enlargement too
 * @param maxRecoveries how often the training may be brought back within {@code window} steps
 * @param window steps after which an earlier recovery is forgotten
 * @param snapshotEvery steps between two states that are kept to come back to; more where a trouble
 *     may take longer to be found
 */
public record GuardOptions(
    double offsetLimit,
    double offsetWarning,
    int offsetPatience,
    double lossFactor,
    int maxRecoveries,
    long window,
    int snapshotEvery) {

  static GuardOptions of(Optional<Section> section) {
    return section.map(GuardOptions::read).orElseGet(() -> read(Section.empty()));
  }

  private static GuardOptions read(Section section) {
    return new GuardOptions(
        Limits.notNegative(section, "offset_limit", 100),
        Limits.notNegative(section, "offset_warning", 50),
        Limits.atLeast(1, section, "offset_patience", 10),
        Limits.notNegative(section, "loss_factor", 2),
        Limits.atLeast(0, section, "max_recoveries", 5),
        Limits.atLeast(1, section, "recovery_window", 20_000),
        Limits.atLeast(1, section, "snapshot_every", 100));
  }
}
