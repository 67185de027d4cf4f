package io.github.edvr4j.train.loop;

import io.github.edvr4j.train.torch.Tensors;
import io.github.edvr4j.train.torch.TorchDevice;
import io.github.edvr4j.train.torch.TorchNetwork.OffsetSource;
import org.bytedeco.pytorch.Tensor;

/**
 * Known motion in place of a network's own offsets: what comes after the alignment then learns on a
 * perfect one, while the offsets are still being learnt. Where nothing is known, the network's own
 * remain.
 */
final class TeacherForcing implements OffsetSource {

  /** Multiples of it fill [0, 1) evenly, however few there are. */
  private static final double GOLDEN_RATIO = 0.6180339887498949;

  private final OffsetTargets targets;
  private final Tensor forced;

  /**
   * @param share of the windows, 0 to 1
   * @param first the number of the batch's first window among all, which decides whose turn it is
   * @param windows of the batch
   */
  TeacherForcing(OffsetTargets targets, double share, long first, int windows, TorchDevice device) {
    this.targets = targets;
    float[] chosen = new float[windows];
    for (int i = 0; i < windows; i++) {
      chosen[i] = isForced(share, first + i) ? 1 : 0;
    }
    forced = Tensors.of(chosen, device, windows, 1, 1, 1);
  }

  static boolean isForced(double share, long window) {
    double place = window * GOLDEN_RATIO;
    return place - Math.floor(place) < share;
  }

  @Override
  public Tensor use(String layer, int frame, Tensor predicted) {
    OffsetTargets.Target target = targets.of(AlignmentLevel.of(layer), frame);
    Tensor share = forced.mul(target.known());
    return predicted.add(target.forTaps(predicted.size(1)).sub(predicted).mul(share));
  }
}
