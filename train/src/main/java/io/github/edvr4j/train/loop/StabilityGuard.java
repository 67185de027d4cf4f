package io.github.edvr4j.train.loop;

import io.github.edvr4j.train.loop.Learner.Findings;
import io.github.edvr4j.train.options.GuardOptions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Sees when a training goes astray, which those of deformable convolutions do: their offsets grow
 * until they point nowhere and get no useful gradient any more.
 *
 * <p>The loss is compared with that of plain enlargement of the same frames, which takes out how
 * hard the examples of a batch are.
 */
final class StabilityGuard {

  /** Losses that the usual is the median of. */
  private static final int REMEMBERED = 51;

  /** Steps in a row that the loss may be too high: a single batch may be odd. */
  private static final int LOSS_PATIENCE = 3;

  /** So much above a limit no patience helps. */
  private static final double HOPELESS = 2;

  /** Keeps frames without detail, which enlarge almost perfectly, from counting much. */
  private static final double SMALLEST_LOSS = 1e-3;

  /** What is wrong. */
  enum Trouble {
    NOT_FINITE,
    OFFSETS,
    LOSS
  }

  /**
   * @param trouble what is wrong
   * @param message the same for the user, to follow "at step 100"
   */
  record Finding(Trouble trouble, String message) {}

  /**
   * What the guard knows of earlier steps, which a training that is taken up again goes on with.
   *
   * @param usual losses lately, as factors of those of plain enlargement, oldest first
   * @param lowest that the median of such losses has been, infinite at first
   * @param stepsAboveOffsetLimit steps in a row up to the last
   * @param stepsAboveUsual steps in a row up to the last
   */
  record Memory(List<Double> usual, double lowest, int stepsAboveOffsetLimit, int stepsAboveUsual) {

    static final Memory NONE = new Memory(List.of(), Double.POSITIVE_INFINITY, 0, 0);

    Memory {
      usual = List.copyOf(usual);
    }
  }

  private final GuardOptions options;
  private final Consumer<String> warnings;
  private final Deque<Double> usual = new ArrayDeque<>();
  private double lowest = Double.POSITIVE_INFINITY;
  private final Set<String> warnedOf = new HashSet<>();
  private int stepsAboveOffsetLimit;
  private int stepsAboveUsual;

  /**
   * @param warnings is told of offsets that are large but not yet too large, a line for each layer
   */
  StabilityGuard(GuardOptions options, Consumer<String> warnings) {
    this.options = options;
    this.warnings = warnings;
  }

  Memory memory() {
    return new Memory(List.copyOf(usual), lowest, stepsAboveOffsetLimit, stepsAboveUsual);
  }

  void remember(Memory memory) {
    usual.clear();
    usual.addAll(memory.usual());
    lowest = memory.lowest();
    stepsAboveOffsetLimit = memory.stepsAboveOffsetLimit();
    stepsAboveUsual = memory.stepsAboveUsual();
  }

  /** Steps that may pass between the begin of a trouble and its being found. */
  int patience() {
    return Math.max(options.offsetPatience(), LOSS_PATIENCE);
  }

  /** Looks at a step before it changes the network; what is found means that it must not. */
  Optional<Finding> check(Findings findings) {
    if (!Double.isFinite(findings.loss())) {
      return Optional.of(new Finding(Trouble.NOT_FINITE, "the loss is not finite"));
    }
    if (!Double.isFinite(findings.gradientNorm())) {
      return Optional.of(new Finding(Trouble.NOT_FINITE, "the gradient is not finite"));
    }
    return checkOffsets(findings.offsets()).or(() -> checkLoss(findings));
  }

  /** Forgets the steps that lead astray, after the training was brought back. */
  void restart() {
    usual.clear();
    stepsAboveOffsetLimit = 0;
    stepsAboveUsual = 0;
    warnedOf.clear();
  }

  private Optional<Finding> checkOffsets(Map<String, Double> offsets) {
    Optional<Map.Entry<String, Double>> largest =
        offsets.entrySet().stream().max(Map.Entry.comparingByValue());
    if (largest.isEmpty()) {
      return Optional.empty();
    }
    String layer = largest.get().getKey();
    double mean = largest.get().getValue();
    stepsAboveOffsetLimit = mean < options.offsetLimit() ? 0 : stepsAboveOffsetLimit + 1;
    // Written so that NaN is hopeless too.
    if (stepsAboveOffsetLimit >= options.offsetPatience()
        || !(mean < HOPELESS * options.offsetLimit())) {
      return Optional.of(
          new Finding(
              Trouble.OFFSETS,
              "the mean offset of %s is %.3g pixels, and the limit is %.3g"
                  .formatted(layer, mean, options.offsetLimit())));
    }
    if (mean >= options.offsetWarning() && warnedOf.add(layer)) {
      warnings.accept(
          "the mean offset of %s is %.3g pixels; alignment means little at such distances"
              .formatted(layer, mean));
    }
    return Optional.empty();
  }

  private Optional<Finding> checkLoss(Findings findings) {
    double ratio = findings.loss() / (findings.plain() + SMALLEST_LOSS);
    double lately = Math.min(lowest, usual.isEmpty() ? ratio : median());
    if (ratio <= Math.max(1, options.lossFactor() * lately)) {
      stepsAboveUsual = 0;
      return checkUsual(ratio);
    }
    stepsAboveUsual++;
    return stepsAboveUsual >= LOSS_PATIENCE
        ? Optional.of(
            new Finding(
                Trouble.LOSS,
                "the loss is %.3g times that of plain enlargement and was %.3g times lately"
                    .formatted(ratio, lately)))
        : Optional.empty();
  }

  /** A loss that rises slowly raises the usual with it, but not the lowest that this has been. */
  private Optional<Finding> checkUsual(double ratio) {
    usual.addLast(ratio);
    if (usual.size() < REMEMBERED) {
      return Optional.empty();
    }
    double now = median();
    usual.removeFirst();
    lowest = Math.min(lowest, now);
    return now > Math.max(1, Math.sqrt(options.lossFactor()) * lowest)
        ? Optional.of(
            new Finding(
                Trouble.LOSS,
                "the loss of %d steps is %.3g times that of plain enlargement and was %.3g times before"
                    .formatted(REMEMBERED, now, lowest)))
        : Optional.empty();
  }

  private double median() {
    return usual.stream().sorted().skip(usual.size() / 2).findFirst().orElseThrow();
  }
}
