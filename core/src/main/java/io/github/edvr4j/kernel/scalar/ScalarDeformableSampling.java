package io.github.edvr4j.kernel.scalar;

import io.github.edvr4j.kernel.DeformableSampling;
import io.github.edvr4j.kernel.Image;
import io.github.edvr4j.kernel.Panel;
import io.github.edvr4j.kernel.Region;
import io.github.edvr4j.ops.DeformConv2d;
import io.github.edvr4j.ops.Kernel2d;
import java.util.Optional;

/**
 * Bilinear sampling as torchvision's {@code deform_conv2d} does it: a place (y, x) counts if -1
 * &lt; y &lt; H and -1 &lt; x &lt; W; of its four neighbours those outside the image are zero. The
 * range is tested before the place becomes an integer, since offsets of diverged networks exceed
 * it; the test is false for NaN too.
 */
public final class ScalarDeformableSampling implements DeformableSampling {

  @Override
  public double sample(
      DeformConv2d layer,
      Image x,
      Image offset,
      Optional<Image> mask,
      boolean logits,
      Region region,
      int firstPixel,
      int pixels,
      float[] panel,
      int panelAt,
      int rows) {
    Kernel2d kernel = layer.kernel();
    int taps = kernel.taps();
    int channels = layer.in() / layer.deformableGroups();
    double sum = 0;
    for (int row = 0; row < pixels; row++) {
      int outY = region.row(firstPixel + row);
      int outX = region.column(firstPixel + row);
      int top = outY * kernel.strideY() - kernel.paddingY();
      int left = outX * kernel.strideX() - kernel.paddingX();
      for (int group = 0; group < layer.deformableGroups(); group++) {
        for (int tap = 0; tap < taps; tap++) {
          int index = group * taps + tap;
          float dy = offset.data()[offset.at(outY, outX) + 2 * index];
          float dx = offset.data()[offset.at(outY, outX) + 2 * index + 1];
          sum += (double) Math.abs(dy) + Math.abs(dx);
          float m = 1;
          if (mask.isPresent()) {
            float value = mask.get().data()[mask.get().at(outY, outX) + index];
            m = logits ? ScalarPointwise.sigmoid(value) : value;
          }
          float y = top + tap / kernel.width() * kernel.dilationY() + dy;
          float z = left + tap % kernel.width() * kernel.dilationX() + dx;
          int depth = tap * layer.in() + group * channels;
          bilinear(
              x.channels(group * channels, (group + 1) * channels),
              y,
              z,
              m,
              panel,
              panelAt,
              rows,
              row,
              depth);
        }
      }
    }
    return sum;
  }

  private static void bilinear(
      Image x,
      float y,
      float z,
      float mask,
      float[] panel,
      int panelAt,
      int rows,
      int row,
      int depth) {
    boolean inside = y > -1 && y < x.h() && z > -1 && z < x.w();
    int y0 = inside ? (int) Math.floor(y) : 0;
    int z0 = inside ? (int) Math.floor(z) : 0;
    float fy = y - y0;
    float fz = z - z0;
    boolean top = inside && y0 >= 0;
    boolean bottom = inside && y0 + 1 < x.h();
    boolean left = z0 >= 0;
    boolean right = z0 + 1 < x.w();
    for (int c = 0; c < x.c(); c++) {
      float value = 0;
      if (top && left) {
        value += (1 - fy) * (1 - fz) * x.data()[x.at(y0, z0) + c];
      }
      if (top && right) {
        value += (1 - fy) * fz * x.data()[x.at(y0, z0 + 1) + c];
      }
      if (bottom && left) {
        value += fy * (1 - fz) * x.data()[x.at(y0 + 1, z0) + c];
      }
      if (bottom && right) {
        value += fy * fz * x.data()[x.at(y0 + 1, z0 + 1) + c];
      }
      panel[panelAt + Panel.index(rows, row, depth + c)] = mask * value;
    }
  }
}
