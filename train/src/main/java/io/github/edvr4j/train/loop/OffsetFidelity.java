package io.github.edvr4j.train.loop;

import io.github.edvr4j.train.options.OffsetLossOptions;
import io.github.edvr4j.train.torch.TorchNetwork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * The offset-fidelity loss (Chan et al. 2021): how far each tap's offset is from the known motion,
 * |dy| + |dx| in pixels of the finest level, so that all levels count alike. As in the paper, a
 * distance counts in full where it is above the threshold, and not at all elsewhere. The mean is
 * taken over the pixels whose motion is known, over taps and groups.
 */
record OffsetFidelity(OffsetLossOptions options) {

  /**
   * @param loss weighted sum of the levels' mean distances, on the tape
   * @param still the same sum of offsets of zero, without a threshold
   * @param errors mean distance by layer as a factor of that of offsets of zero, without a
   *     threshold; of the cascade, whose offsets should be zero, in pixels
   */
  record Result(Tensor loss, double still, Map<String, Double> errors) {}

  /** One level's sums over all frames. */
  private static final class Sums {
    private final List<Tensor> losses = new ArrayList<>();
    private double distance;
    private double still;
    private double taps;
  }

  /**
   * @param predicted what a pass predicted, by layer
   */
  Result of(Map<String, List<TorchNetwork.Predicted>> predicted, OffsetTargets targets) {
    List<Tensor> losses = new ArrayList<>();
    Map<String, Double> errors = new LinkedHashMap<>();
    double still = 0;
    for (AlignmentLevel level : AlignmentLevel.values()) {
      List<TorchNetwork.Predicted> frames = predicted.getOrDefault(level.layer(), List.of());
      double weight = options.levelWeights().get(level.ordinal());
      if (frames.isEmpty()) {
        continue;
      }
      Sums sums = sums(level, frames, targets);
      double taps = Math.max(sums.taps, 1);
      double of = level == AlignmentLevel.CASCADE ? taps : sums.still;
      errors.put(level.layer(), of == 0 ? 0 : sums.distance / of);
      still += weight * sums.still / taps;
      sums.losses.forEach(loss -> losses.add(loss.mul(new Scalar(weight / taps))));
    }
    return new Result(losses.stream().reduce(Tensor::add).orElseThrow(), still, errors);
  }

  private Sums sums(
      AlignmentLevel level, List<TorchNetwork.Predicted> frames, OffsetTargets targets) {
    Sums sums = new Sums();
    for (int frame = 0; frame < frames.size(); frame++) {
      OffsetTargets.Target target = targets.of(level, frame);
      Tensor offset = frames.get(frame).offset();
      Tensor distance =
          taps(offset.sub(target.forTaps(offset.size(1))).abs())
              .mul(new Scalar(level.scale()))
              .mul(target.known());
      sums.losses.add(counted(distance, frames.get(frame).mask()).sum());
      try (NoGradGuard _ = new NoGradGuard()) {
        double perPixel = offset.size(1) / 2.0;
        sums.taps += perPixel * target.known().sum().item_double();
        sums.distance += distance.sum().item_double();
        sums.still += perPixel * level.scale() * target.offset().abs().sum().item_double();
      }
    }
    return sums;
  }

  /** The sum of |dy| and |dx|: (B, 2 G K, h, w) to (B, G K, h, w). */
  private static Tensor taps(Tensor distances) {
    long taps = distances.size(1) / 2;
    return distances
        .contiguous()
        .view(distances.size(0), taps, 2, distances.size(2), distances.size(3))
        .sum(2);
  }

  private Tensor counted(Tensor distance, Optional<Tensor> mask) {
    Tensor counted = distance;
    if (options.threshold() > 0) {
      counted = counted.mul(distance.gt(new Scalar(options.threshold())));
    }
    return options.byMask() && mask.isPresent()
        ? counted.mul(mask.get().detach()).mul(new Scalar(2))
        : counted;
  }
}
