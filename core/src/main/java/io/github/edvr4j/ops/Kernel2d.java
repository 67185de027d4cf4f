package io.github.edvr4j.ops;

/**
 * Where a convolution's taps lie: tap (i, j) of output pixel (oy, ox) reads row {@code oy * strideY
 * - paddingY + i * dilationY} and column {@code ox * strideX - paddingX + j * dilationX}; what lies
 * outside the image is zero.
 *
 * @param height taps down, at least 1
 * @param width taps across, at least 1
 * @param strideY rows from one output pixel's taps to the next one's, at least 1
 * @param strideX columns, likewise
 * @param paddingY rows of zeros above and below the image
 * @param paddingX columns of zeros beside it
 * @param dilationY rows from one tap to the next, at least 1
 * @param dilationX columns, likewise
 */
public record Kernel2d(
    int height,
    int width,
    int strideY,
    int strideX,
    int paddingY,
    int paddingX,
    int dilationY,
    int dilationX) {

  /**
   * @throws IllegalArgumentException if an extent, stride or dilation is below 1 or a padding is
   *     negative
   */
  public Kernel2d {
    if (height < 1 || width < 1 || strideY < 1 || strideX < 1 || dilationY < 1 || dilationX < 1) {
      throw new IllegalArgumentException("kernel, stride and dilation must be at least 1");
    }
    if (paddingY < 0 || paddingX < 0) {
      throw new IllegalArgumentException("padding must not be negative");
    }
  }

  /** A square kernel with stride 1, padded so that the output has the input's size. */
  public static Kernel2d same(int size) {
    return strided(size, 1);
  }

  /** A square kernel with padding size / 2. */
  public static Kernel2d strided(int size, int stride) {
    return new Kernel2d(size, size, stride, stride, size / 2, size / 2, 1, 1);
  }

  /** Taps of the kernel, K = height x width, counted row by row. */
  public int taps() {
    return height * width;
  }

  /**
   * Height of the output, floor((h + 2 p - d (k - 1) - 1) / s) + 1.
   *
   * @throws IllegalArgumentException if the image is too small for the kernel
   */
  public int outputHeight(int h) {
    return extent(h, height, strideY, paddingY, dilationY);
  }

  /** Width of the output; see {@link #outputHeight}. */
  public int outputWidth(int w) {
    return extent(w, width, strideX, paddingX, dilationX);
  }

  private static int extent(int size, int kernel, int stride, int padding, int dilation) {
    int room = size + 2 * padding - dilation * (kernel - 1) - 1;
    if (room < 0) {
      throw new IllegalArgumentException(
          "an image of %d pixels is too small for %d taps with dilation %d and padding %d"
              .formatted(size, kernel, dilation, padding));
    }
    return room / stride + 1;
  }
}
