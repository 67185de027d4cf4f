package io.github.edvr4j.bench.peers;

import io.github.edvr4j.ops.DeformConv2d;
import io.github.edvr4j.ops.Kernel2d;

/**
 * torchvision's CPU kernel of {@code deform_conv2d} up to the matrix product, loop by loop: {@code
 * deformable_im2col_kernel} and {@code bilinear_interpolate} of {@code
 * torchvision/csrc/ops/cpu/deform_conv2d_kernel.cpp}. One thread, one value at a time, the place
 * computed anew for every channel, as there.
 */
final class TorchvisionColumns {

  private TorchvisionColumns() {}

  /**
   * @param x (in, H, W)
   * @param offset (2 G K, H, W), for a layer whose output has the input's size
   * @param mask (G K, H, W)
   * @param columns gets (in K, H, W)
   */
  static void fill(
      DeformConv2d layer,
      float[] x,
      float[] offset,
      float[] mask,
      int height,
      int width,
      float[] columns) {
    Kernel2d kernel = layer.kernel();
    int plane = height * width;
    int channelsOfGroup = layer.in() / layer.deformableGroups();
    for (int index = 0; index < layer.in() * plane; index++) {
      int outX = index % width;
      int outY = index / width % height;
      int channel = index / plane;
      int group = channel / channelsOfGroup;
      int pixel = outY * width + outX;
      int offsets = group * 2 * kernel.taps() * plane + pixel;
      int masks = group * kernel.taps() * plane + pixel;
      int column = channel * kernel.taps() * plane + pixel;
      for (int i = 0; i < kernel.height(); i++) {
        for (int j = 0; j < kernel.width(); j++) {
          int tap = i * kernel.width() + j;
          float offsetY = offset[offsets + 2 * tap * plane];
          float offsetX = offset[offsets + (2 * tap + 1) * plane];
          float placeY =
              outY * kernel.strideY() - kernel.paddingY() + i * kernel.dilationY() + offsetY;
          float placeX =
              outX * kernel.strideX() - kernel.paddingX() + j * kernel.dilationX() + offsetX;
          columns[column] =
              mask[masks + tap * plane]
                  * interpolate(x, channel * plane, height, width, placeY, placeX);
          column += plane;
        }
      }
    }
  }

  private static float interpolate(
      float[] x, int from, int height, int width, float placeY, float placeX) {
    if (placeY <= -1 || height <= placeY || placeX <= -1 || width <= placeX) {
      return 0;
    }
    int top = floor(placeY);
    int left = floor(placeX);
    int bottom = top + 1;
    int right = left + 1;
    float down = placeY - top;
    float across = placeX - left;
    float up = 1 - down;
    float back = 1 - across;
    float topLeft = top >= 0 && left >= 0 ? x[from + top * width + left] : 0;
    float topRight = top >= 0 && right < width ? x[from + top * width + right] : 0;
    float bottomLeft = bottom < height && left >= 0 ? x[from + bottom * width + left] : 0;
    float bottomRight = bottom < height && right < width ? x[from + bottom * width + right] : 0;
    return up * back * topLeft
        + up * across * topRight
        + down * back * bottomLeft
        + down * across * bottomRight;
  }

  /** As C does it: Math.floor works on doubles. */
  private static int floor(float value) {
    int towardsZero = (int) value;
    return value < towardsZero ? towardsZero - 1 : towardsZero;
  }
}
