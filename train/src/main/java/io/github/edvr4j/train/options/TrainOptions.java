package io.github.edvr4j.train.options;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * How the network is trained, {@code train}.
 *
 * @param adam the optimiser
 * @param schedule how its learning rate goes down
 * @param iterations steps of the whole training
 * @param warmUp steps in which the learning rate rises; at most 1 for none
 * @param tsaIterations the step from which on all parameters are trained, and before which only
 *     those of the fusion are; empty for all from the beginning
 * @param deformableFactor factor of the learning rate of the deformable convolutions
 * @param loss what is to become small
 * @param averageDecay how slowly the running average of the weights changes; 0 for none
 * @param gradientLimit Euclidean length that the gradient is cut to; empty for any
 * @param alignment how the alignment is taught
 * @param guard when the training is brought back
 */
public record TrainOptions(
    AdamOptions adam,
    Schedule schedule,
    long iterations,
    long warmUp,
    OptionalLong tsaIterations,
    double deformableFactor,
    LossOptions loss,
    double averageDecay,
    OptionalDouble gradientLimit,
    AlignmentOptions alignment,
    GuardOptions guard) {

  private static final double MOST_STEPS = 1e12;

  static TrainOptions of(Section section, Optional<Double> misplacedDecay) {
    Schedule schedule = schedule(section.requiredSection("scheduler"));
    long iterations =
        section
            .integer("total_iter")
            .orElseThrow(() -> section.invalid("total_iter", "is missing"));
    if (iterations < 1) {
      throw section.invalid("total_iter", "should be at least 1");
    }
    if (iterations > schedule.end()) {
      throw section.invalid(
          "total_iter",
          "is %d, but the periods of the scheduler end at %d"
              .formatted(iterations, schedule.end() - 1));
    }
    double decay = section.number("ema_decay").or(() -> misplacedDecay).orElse(0.0);
    if (!(decay >= 0 && decay < 1)) {
      throw section.invalid("ema_decay", "should be at least 0 and below 1");
    }
    Optional<Double> clip = section.number("grad_clip");
    if (clip.isPresent() && !(clip.get() > 0)) {
      throw section.invalid("grad_clip", "should be above 0");
    }
    for (String loss : List.of("perceptual_opt", "gan_opt", "optim_d")) {
      if (section.has(loss)) {
        throw section.invalid(loss, "is not supported; EDVR is trained here with pixel_opt alone");
      }
    }
    return new TrainOptions(
        AdamOptions.of(section.requiredSection("optim_g")),
        schedule,
        iterations,
        section.integer("warmup_iter").orElse(-1L),
        section
            .integer("tsa_iter")
            .filter(steps -> steps > 0)
            .map(OptionalLong::of)
            .orElse(OptionalLong.empty()),
        Limits.atLeast(0, section, "dcn_lr_mul", 1.0),
        LossOptions.of(section.requiredSection("pixel_opt")),
        decay,
        clip.map(OptionalDouble::of).orElse(OptionalDouble.empty()),
        AlignmentOptions.of(section),
        GuardOptions.of(section.section("guard")));
  }

  /** The learning rate that a step has outside the deformable convolutions. */
  public double rate(long iteration) {
    return rate(adam.rate(), iteration);
  }

  /** The learning rate that a step has in the deformable convolutions. */
  public double deformableRate(long iteration) {
    return rate(adam.rate() * deformableFactor, iteration);
  }

  private double rate(double base, long iteration) {
    return iteration < warmUp ? base / warmUp * iteration : schedule.rate(base, iteration);
  }

  private static Schedule schedule(Section section) {
    String type = section.requiredText("type");
    List<Double> weights = section.numbers("restart_weights");
    if (!weights.stream().allMatch(weight -> weight >= 0 && Double.isFinite(weight))) {
      throw section.invalid("restart_weights", "should be finite numbers of at least 0");
    }
    try {
      return switch (type) {
        case "CosineAnnealingRestartLR" ->
            new CosineRestarts(
                steps(section, "periods"),
                weights.isEmpty() ? List.of(1.0) : weights,
                Limits.atLeast(0, section, "eta_min", 0.0));
        case "MultiStepLR" ->
            new MultiStep(steps(section, "milestones"), Limits.atLeast(0, section, "gamma", 0.1));
        default ->
            throw section.invalid(
                "type",
                "%s is not supported, only CosineAnnealingRestartLR and MultiStepLR"
                    .formatted(type));
      };
    } catch (IllegalArgumentException e) {
      throw section.invalid("periods", String.valueOf(e.getMessage()));
    }
  }

  private static List<Long> steps(Section section, String key) {
    List<Double> numbers = section.numbers(key);
    if (numbers.stream()
        .anyMatch(steps -> steps != Math.rint(steps) || steps < 1 || steps > MOST_STEPS)) {
      throw section.invalid(key, "should be a list of numbers of steps");
    }
    return numbers.stream().map(Double::longValue).toList();
  }
}
