package io.github.edvr4j.model;

import io.github.edvr4j.ops.Activation;
import io.github.edvr4j.ops.Conv2d;
import io.github.edvr4j.ops.Ops;
import java.util.List;
import java.util.stream.IntStream;

/**
 * x + conv2(relu(conv1(x))), without batch normalisation (BasicSR {@code ResidualBlockNoBN}).
 *
 * @param conv1 3x3, F to F
 * @param conv2 3x3, F to F
 */
public record ResidualBlock(Conv2d conv1, Conv2d conv2) {

  /** The block of a state-dict name, with F channels. */
  public static ResidualBlock of(String name, int features) {
    return new ResidualBlock(
        Conv2d.of(Names.in(name, "conv1"), features, features, 3),
        Conv2d.of(Names.in(name, "conv2"), features, features, 3));
  }

  /** Blocks {@code name.0} to {@code name.count-1}. */
  static List<ResidualBlock> chain(String name, int features, int count) {
    return IntStream.range(0, count).mapToObj(i -> of(name + "." + i, features)).toList();
  }

  /** (N, F, H, W) to the same. */
  public <T> T apply(Ops<T> ops, T x) {
    return ops.add(x, ops.conv(conv2, ops.activate(Activation.RELU, ops.conv(conv1, x))));
  }

  static <T> T applyAll(List<ResidualBlock> blocks, Ops<T> ops, T x) {
    for (ResidualBlock block : blocks) {
      x = block.apply(ops, x);
    }
    return x;
  }
}
