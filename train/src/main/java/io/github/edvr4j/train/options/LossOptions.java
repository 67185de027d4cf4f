package io.github.edvr4j.train.options;

import io.github.edvr4j.scalar.Charbonnier;
import io.github.edvr4j.scalar.Charbonnier.Reduction;

/**
 * What is to become small, {@code train:pixel_opt}.
 *
 * @param charbonnier of the restored and the true frame
 * @param weight factor of it
 */
public record LossOptions(Charbonnier charbonnier, double weight) {

  static LossOptions of(Section section) {
    String type = section.requiredText("type");
    if (!type.equals("CharbonnierLoss")) {
      throw section.invalid("type", "%s is not supported, only CharbonnierLoss".formatted(type));
    }
    String reduction = section.text("reduction").orElse("mean");
    double eps = Limits.atLeast(0, section, "eps", 1e-12);
    if (!(eps > 0)) {
      throw section.invalid("eps", "should be above 0");
    }
    return new LossOptions(
        new Charbonnier(
            eps,
            switch (reduction) {
              case "sum" -> Reduction.SUM;
              case "mean" -> Reduction.MEAN;
              default ->
                  throw section.invalid(
                      "reduction", "%s is not supported, only sum and mean".formatted(reduction));
            }),
        Limits.atLeast(0, section, "loss_weight", 1));
  }
}
