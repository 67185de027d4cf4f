package io.github.edvr4j.ops;

import io.github.edvr4j.tensor.Shape;

/**
 * A convolution: its state-dict name and its shapes. The arrays, {@code name.weight} of (out, in /
 * groups, height, width) and {@code name.bias} of (out), come from {@link Weights}.
 *
 * @param name state-dict name without {@code .weight}
 * @param in input channels
 * @param out output channels
 * @param kernel where the taps lie
 * @param groups weight groups; group g reads the g-th share of the input channels
 * @param bias whether there is a bias
 */
public record Conv2d(String name, int in, int out, Kernel2d kernel, int groups, boolean bias) {

  /**
   * @throws IllegalArgumentException if the channels don't divide into the groups
   */
  public Conv2d {
    if (groups < 1 || in % groups != 0 || out % groups != 0) {
      throw new IllegalArgumentException(
          "%s: %d -> %d channels don't divide into %d groups".formatted(name, in, out, groups));
    }
  }

  /**
   * An ungrouped convolution with bias and "same" padding, the form EDVR uses nearly everywhere.
   */
  public static Conv2d of(String name, int in, int out, int size) {
    return new Conv2d(name, in, out, Kernel2d.same(size), 1, true);
  }

  /** The same layer with a stride; the padding stays. */
  public Conv2d strided(int stride) {
    return new Conv2d(name, in, out, Kernel2d.strided(kernel.height(), stride), groups, bias);
  }

  /** Shape of the weight, (out, in / groups, height, width). */
  public Shape weightShape() {
    return new Shape(out, in / groups, kernel.height(), kernel.width());
  }

  /**
   * Shape of the output for an input of shape (N, in, H, W).
   *
   * @throws IllegalArgumentException if the input does not fit the layer
   */
  public Shape output(Shape x) {
    if (x.c() != in) {
      throw new IllegalArgumentException(
          "%s takes %d channels, got an input of %s".formatted(name, in, x));
    }
    return new Shape(x.n(), out, kernel.outputHeight(x.h()), kernel.outputWidth(x.w()));
  }
}
