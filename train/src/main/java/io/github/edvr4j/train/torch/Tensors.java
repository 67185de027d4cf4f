package io.github.edvr4j.train.torch;

import io.github.edvr4j.tensor.Shape;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * Values between Java's arrays and libtorch. The native tensors belong to the {@code PointerScope}
 * that is open where they are made.
 */
public final class Tensors {

  static {
    Libtorch.load();
  }

  private Tensors() {}

  /** A copy of the values on a device; no gradient flows into it. */
  public static Tensor of(io.github.edvr4j.tensor.Tensor values, TorchDevice device) {
    Shape shape = values.shape();
    return of(values.data(), device, shape.n(), shape.c(), shape.h(), shape.w());
  }

  /**
   * A copy of the values on a device; no gradient flows into it.
   *
   * @param values row-major
   * @param extents whose product is the number of values
   */
  public static Tensor of(float[] values, TorchDevice device, long... extents) {
    Tensor tensor = torch.empty(extents);
    if (tensor.numel() != values.length) {
      throw new IllegalArgumentException(
          "%d values for a tensor of %d".formatted(values.length, tensor.numel()));
    }
    try (FloatPointer data = tensor.data_ptr_float()) {
      data.put(values);
    }
    return device == TorchDevice.CPU ? tensor : tensor.to(device.device(), tensor.scalar_type());
  }

  /** A copy of a tensor's values, row-major, whatever its layout and device. */
  public static float[] values(Tensor tensor) {
    Tensor plain = tensor.detach().cpu().contiguous();
    float[] values = new float[Math.toIntExact(plain.numel())];
    try (FloatPointer data = plain.data_ptr_float()) {
      data.get(values);
    }
    return values;
  }

  /** A copy of a tensor of shape (N, C, H, W). */
  public static io.github.edvr4j.tensor.Tensor image(Tensor tensor) {
    return new io.github.edvr4j.tensor.Tensor(shape(tensor), values(tensor));
  }

  /** The extents of a tensor of shape (N, C, H, W). */
  static Shape shape(Tensor tensor) {
    return new Shape(
        (int) tensor.size(0), (int) tensor.size(1), (int) tensor.size(2), (int) tensor.size(3));
  }
}
