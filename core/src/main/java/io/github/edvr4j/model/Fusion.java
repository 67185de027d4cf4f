package io.github.edvr4j.model;

import io.github.edvr4j.ops.Conv2d;
import io.github.edvr4j.ops.Ops;
import java.util.List;

/** Merges the aligned features of a window into one. */
public sealed interface Fusion permits TsaFusion, Fusion.Convolution {

  /**
   * @param aligned one tensor of (N, F, H, W) for each frame of the window, in time order
   * @return (N, F, H, W)
   */
  <T> T fuse(Ops<T> ops, List<T> aligned);

  /** One 1x1 convolution over all frames, without activation: EDVR without TSA. */
  record Convolution(Conv2d layer) implements Fusion {

    /** The layer for windows of so many frames of so many channels. */
    public static Convolution of(String name, int features, int frames) {
      return new Convolution(Conv2d.of(name, frames * features, features, 1));
    }

    @Override
    public <T> T fuse(Ops<T> ops, List<T> aligned) {
      return ops.conv(layer, ops.concat(aligned));
    }
  }
}
