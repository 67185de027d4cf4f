package io.github.edvr4j.train.loop;

import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.train.data.Motion;
import io.github.edvr4j.train.torch.Tensors;
import io.github.edvr4j.train.torch.TorchDevice;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;

/**
 * What the offsets of a batch should be: at each level the motion in its pixels, in the cascade
 * nothing, since what comes there is aligned. The tensors belong to the {@code PointerScope} that
 * is open around the step.
 */
final class OffsetTargets {

  /**
   * Of one level and one place in the windows.
   *
   * @param offset (B, 2, h, w), dy and then dx in pixels of the level
   * @param known (B, 1, h, w), 1 where that holds and 0 elsewhere
   */
  record Target(Tensor offset, Tensor known) {

    /** The offset for each tap of each group: (B, 2 G K, h, w). */
    Tensor forTaps(long channels) {
      return offset.repeat(1, channels / 2, 1, 1);
    }
  }

  private final Map<AlignmentLevel, List<Target>> targets = new EnumMap<>(AlignmentLevel.class);

  /**
   * @param motion from the center frames to the frames of each place, in pixels of the low frames
   */
  OffsetTargets(List<Motion> motion, EdvrConfig network, TorchDevice device) {
    for (AlignmentLevel level : AlignmentLevel.values()) {
      targets.put(level, new ArrayList<>());
    }
    for (Motion low : motion) {
      // Networks that take large frames begin by making them four times smaller.
      Motion l1 = network.hrIn() ? low.halved().halved() : low;
      Motion l2 = l1.halved();
      Target fine = target(l1, device);
      add(AlignmentLevel.L1, fine);
      add(AlignmentLevel.L2, target(l2, device));
      add(AlignmentLevel.L3, target(l2.halved(), device));
      add(AlignmentLevel.CASCADE, new Target(fine.offset().mul(new Scalar(0)), fine.known()));
    }
  }

  private static Target target(Motion motion, TorchDevice device) {
    return new Target(
        Tensors.of(motion.displacement(), device), Tensors.of(motion.known(), device));
  }

  private void add(AlignmentLevel level, Target target) {
    targets.getOrDefault(level, List.of()).add(target);
  }

  /**
   * @param frame place in the window
   */
  Target of(AlignmentLevel level, int frame) {
    return targets.getOrDefault(level, List.of()).get(frame);
  }
}
