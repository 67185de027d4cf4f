package io.github.edvr4j.train.torch;

import io.github.edvr4j.ops.DeformConv2d;
import io.github.edvr4j.ops.Kernel2d;
import java.util.Optional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * The part of a deformable convolution that libtorch has no operation for: what the taps of every
 * output pixel read, times their masks. It is composed around {@code grid_sampler}, with the
 * deformable groups folded into the batch, so that each has its own grid.
 *
 * <p>The sampler takes places in [-1, 1] and undoes that itself. Both steps must be exact, or a
 * place on a pixel lands beside it and the offset's gradient, which is a one-sided difference
 * there, is another one: at zero offsets, where training starts, all places are on pixels. Hence
 * the input is padded with zeros to powers of two, by which floats divide exactly; and {@code
 * align_corners} is off, since it would divide by the size less one.
 */
final class DeformableColumns {

  private static final int BILINEAR = 0;
  private static final int ZEROS = 0;

  private DeformableColumns() {}

  /**
   * The columns; the layer's weight as a 1x1 convolution of them is the layer's output. Gradients
   * flow into all operands.
   *
   * @param x (N, in, H, W)
   * @param offset (N, 2 G K, H', W') in pixels, see {@link DeformConv2d}
   * @param mask (N, G K, H', W')
   * @return (N, in K, H', W'), channel {@code c * K + k} for tap k of input channel c
   */
  static Tensor of(DeformConv2d layer, Tensor x, Tensor offset, Optional<Tensor> mask) {
    long n = x.size(0);
    long groups = layer.deformableGroups();
    long taps = layer.kernel().taps();
    long h = offset.size(2);
    long w = offset.size(3);

    long paddedHeight = powerOfTwo(x.size(2));
    long paddedWidth = powerOfTwo(x.size(3));
    Tensor images =
        torch
            .constant_pad_nd(
                x.contiguous(), 0, paddedWidth - x.size(3), 0, paddedHeight - x.size(2))
            .view(n * groups, layer.in() / groups, paddedHeight, paddedWidth);

    Tensor moved = offset.contiguous().view(n * groups, taps, 2, h, w).add(places(layer, x, h, w));
    Tensor y = moved.select(2, 0);
    Tensor xs = moved.select(2, 1);
    Tensor grid =
        torch
            .stack(new TensorVector(normalised(xs, paddedWidth), normalised(y, paddedHeight)), -1)
            .view(n * groups, taps * h, w, 2);

    Tensor samples = torch.grid_sampler(images, grid, BILINEAR, ZEROS, false);
    if (mask.isPresent()) {
      samples = samples.mul(mask.get().contiguous().view(n * groups, 1, taps * h, w));
    }
    return samples.view(n, layer.in() * taps, h, w);
  }

  /** Where the taps lie before they are moved: (1, K, 2, H', W'), y first. */
  private static Tensor places(DeformConv2d layer, Tensor x, long h, long w) {
    Kernel2d kernel = layer.kernel();
    float[] places = new float[Math.toIntExact(kernel.taps() * 2L * h * w)];
    int at = 0;
    for (int tap = 0; tap < kernel.taps(); tap++) {
      int row = tap / kernel.width() * kernel.dilationY() - kernel.paddingY();
      int column = tap % kernel.width() * kernel.dilationX() - kernel.paddingX();
      for (int i = 0; i < h * w; i++) {
        places[at++] = (float) (i / w * kernel.strideY() + row);
      }
      for (int i = 0; i < h * w; i++) {
        places[at++] = (float) (i % w * kernel.strideX() + column);
      }
    }
    return Tensors.of(places, TorchDevice.CPU, 1, kernel.taps(), 2, h, w)
        .to(x.device(), x.scalar_type());
  }

  private static Tensor normalised(Tensor place, long size) {
    return place.mul(new Scalar(2.0 / size)).add(new Scalar(1.0 / size - 1));
  }

  private static long powerOfTwo(long size) {
    return size == 1 ? 1 : Long.highestOneBit(size - 1) << 1;
  }
}
