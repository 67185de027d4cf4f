package io.github.edvr4j.model;

import io.github.edvr4j.ops.Activation;
import io.github.edvr4j.ops.Conv2d;
import io.github.edvr4j.ops.Ops;

/** The two-step phrase that EDVR is mostly written in. */
final class Layers {

  private Layers() {}

  /** A convolution and its LeakyReLU. */
  static <T> T convLeaky(Ops<T> ops, Conv2d layer, T x) {
    return leaky(ops, ops.conv(layer, x));
  }

  static <T> T leaky(Ops<T> ops, T x) {
    return ops.activate(Activation.LEAKY_RELU, x);
  }
}
