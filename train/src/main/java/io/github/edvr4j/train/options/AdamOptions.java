package io.github.edvr4j.train.options;

import java.util.List;

/**
 * The optimiser, {@code train:optim_g}.
 *
 * @param rate learning rate that the schedule starts from
 * @param weightDecay added to the gradient for each unit of a weight
 * @param beta1 how slowly the mean of the gradient changes
 * @param beta2 how slowly the mean of its square changes
 * @param epsilon keeps the division finite
 */
public record AdamOptions(
    double rate, double weightDecay, double beta1, double beta2, double epsilon) {

  static AdamOptions of(Section section) {
    String type = section.requiredText("type");
    if (!type.equals("Adam")) {
      throw section.invalid("type", "%s is not supported, only Adam".formatted(type));
    }
    List<Double> betas = section.numbers("betas");
    if (betas.isEmpty()) {
      betas = List.of(0.9, 0.999);
    }
    if (betas.size() != 2 || !betas.stream().allMatch(beta -> beta >= 0 && beta < 1)) {
      throw section.invalid("betas", "should be two numbers of at least 0 and below 1");
    }
    return new AdamOptions(
        Limits.atLeast(0, section, "lr", 1e-3),
        Limits.atLeast(0, section, "weight_decay", 0),
        betas.get(0),
        betas.get(1),
        Limits.atLeast(0, section, "eps", 1e-8));
  }
}
