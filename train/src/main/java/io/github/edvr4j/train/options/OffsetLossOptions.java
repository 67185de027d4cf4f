package io.github.edvr4j.train.options;

import java.util.List;

/**
 * How far predicted offsets may be from known motion, {@code train:offset_opt}: the offset-fidelity
 * loss (Chan et al., <i>Understanding Deformable Alignment in Video Super-Resolution</i>, 2021).
 *
 * @param weight of the loss beside that of the pixels, both for each value
 * @param threshold pixels of the finest level that an offset may be off without being counted
 * @param levelWeights what the finest level, the middle one, the coarsest one and the cascade count
 * @param fade of the weight, by steps of the training
 * @param byMask whether an offset counts as much as its tap does
 */
public record OffsetLossOptions(
    double weight, double threshold, List<Double> levelWeights, Fade fade, boolean byMask) {

  private static final double WEIGHT = 0.3;
  private static final List<Double> ALIKE = List.of(1.0, 1.0, 1.0, 1.0);

  /** What is taken where an option file says nothing. */
  static final OffsetLossOptions DEFAULT =
      new OffsetLossOptions(WEIGHT, 0, ALIKE, Fade.NEVER, false);

  public OffsetLossOptions {
    levelWeights = List.copyOf(levelWeights);
  }

  static OffsetLossOptions of(Section section) {
    String type = section.requiredText("type");
    if (!type.equals("OffsetFidelityLoss")) {
      throw section.invalid("type", "%s is not supported, only OffsetFidelityLoss".formatted(type));
    }
    List<Double> weights = section.has("level_weights") ? section.numbers("level_weights") : ALIKE;
    if (weights.size() != ALIKE.size()
        || !weights.stream().allMatch(weight -> weight >= 0 && Double.isFinite(weight))) {
      throw section.invalid(
          "level_weights", "should be four numbers of at least 0: of l1, l2, l3 and the cascade");
    }
    return new OffsetLossOptions(
        Limits.atLeast(0, section, "loss_weight", WEIGHT),
        Limits.atLeast(0, section, "threshold", 0.0),
        weights,
        Fade.of(section),
        section.flag("by_mask", false));
  }
}
