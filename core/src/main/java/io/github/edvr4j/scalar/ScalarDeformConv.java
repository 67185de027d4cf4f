package io.github.edvr4j.scalar;

import io.github.edvr4j.ops.DeformConv2d;
import io.github.edvr4j.ops.Kernel2d;
import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;
import java.util.Optional;

/**
 * Modulated deformable convolution and its gradients, as torchvision's {@code deform_conv2d}
 * defines them.
 *
 * <p>Forward: a column value is mask times the image sampled bilinearly at {@code y = oy s - p + i
 * d + dy}, {@code x = ox s - p + j d + dx}; the output is weight times columns plus bias. Backward:
 * with g the gradient of a column value, the mask gets g times the sample, the offset gets mask g
 * times the sample's slope, the four pixels around get mask g times their bilinear weight.
 */
public final class ScalarDeformConv {

  /**
   * Gradients of a loss with respect to everything that enters a deformable convolution, each of
   * the shape of what it belongs to.
   *
   * @param mask empty if there was no mask
   * @param bias (1, out, 1, 1); empty if the layer has no bias
   */
  public record Gradients(
      Tensor input, Tensor offset, Optional<Tensor> mask, Tensor weight, Optional<Tensor> bias) {}

  private final DeformConv2d layer;
  private final float[] weight;
  private final Optional<float[]> bias;

  /**
   * @param weight (out, in / groups, height, width)
   * @param bias (out), present if the layer has one
   * @throws IllegalArgumentException if the arrays are not the layer's
   */
  public ScalarDeformConv(DeformConv2d layer, float[] weight, Optional<float[]> bias) {
    if (weight.length != layer.plain().weightShape().elements()
        || bias.isPresent() != layer.bias()
        || bias.isPresent() && bias.get().length != layer.out()) {
      throw new IllegalArgumentException("weight and bias don't fit " + layer);
    }
    this.layer = layer;
    this.weight = weight;
    this.bias = bias;
  }

  /**
   * @param x (N, in, H, W)
   * @param offset (N, 2 G K, H', W')
   * @param mask (N, G K, H', W')
   * @return (N, out, H', W')
   * @throws IllegalArgumentException if the shapes don't fit
   */
  public Tensor forward(Tensor x, Tensor offset, Optional<Tensor> mask) {
    Tensor y = Tensor.zeros(outputShape(x, offset, mask));
    Shape shape = y.shape();
    double[] columns = new double[layer.in() * taps()];
    for (int n = 0; n < shape.n(); n++) {
      for (int oy = 0; oy < shape.h(); oy++) {
        for (int ox = 0; ox < shape.w(); ox++) {
          for (int c = 0; c < layer.in(); c++) {
            for (int k = 0; k < taps(); k++) {
              Tap tap = new Tap(x, offset, mask, n, c, k, oy, ox);
              columns[c * taps() + k] = tap.modulation() * tap.sample();
            }
          }
          for (int o = 0; o < layer.out(); o++) {
            double sum = bias.isPresent() ? bias.get()[o] : 0;
            for (int q = 0; q < share() * taps(); q++) {
              sum += weight[o * share() * taps() + q] * columns[firstChannel(o) * taps() + q];
            }
            y.data()[y.index(n, o, oy, ox)] = (float) sum;
          }
        }
      }
    }
    return y;
  }

  /**
   * Gradients for the gradient of the output.
   *
   * @param gradient (N, out, H', W')
   * @throws IllegalArgumentException if the shapes don't fit
   */
  public Gradients backward(Tensor x, Tensor offset, Optional<Tensor> mask, Tensor gradient) {
    Shape shape = outputShape(x, offset, mask);
    if (!gradient.shape().equals(shape)) {
      throw new IllegalArgumentException(
          "the output's gradient must be %s, got %s".formatted(shape, gradient.shape()));
    }
    double[] gInput = new double[x.shape().elements()];
    double[] gOffset = new double[offset.shape().elements()];
    double[] gMask = new double[mask.map(m -> m.shape().elements()).orElse(0)];
    double[] gWeight = new double[weight.length];
    double[] gBias = new double[layer.out()];
    for (int n = 0; n < shape.n(); n++) {
      for (int oy = 0; oy < shape.h(); oy++) {
        for (int ox = 0; ox < shape.w(); ox++) {
          for (int o = 0; o < layer.out(); o++) {
            gBias[o] += gradient.at(n, o, oy, ox);
          }
          for (int c = 0; c < layer.in(); c++) {
            for (int k = 0; k < taps(); k++) {
              Tap tap = new Tap(x, offset, mask, n, c, k, oy, ox);
              double column = tap.modulation() * tap.sample();
              double gColumn = 0;
              for (int o = firstOutput(c); o < firstOutput(c) + layer.out() / layer.groups(); o++) {
                int w = (o * share() + c % share()) * taps() + k;
                double g = gradient.at(n, o, oy, ox);
                gColumn += weight[w] * g;
                gWeight[w] += g * column;
              }
              double gSample = tap.modulation() * gColumn;
              gOffset[tap.offsetY()] += gSample * tap.slopeY();
              gOffset[tap.offsetX()] += gSample * tap.slopeX();
              if (mask.isPresent()) {
                gMask[tap.maskIndex(mask.get())] += gColumn * tap.sample();
              }
              tap.scatter(gInput, gSample);
            }
          }
        }
      }
    }
    return new Gradients(
        rounded(x.shape(), gInput),
        rounded(offset.shape(), gOffset),
        mask.map(m -> rounded(m.shape(), gMask)),
        rounded(layer.plain().weightShape(), gWeight),
        bias.map(b -> rounded(Shape.of(b.length, 1, 1), gBias)));
  }

  private Shape outputShape(Tensor x, Tensor offset, Optional<Tensor> mask) {
    return mask.isPresent()
        ? layer.output(x.shape(), offset.shape(), mask.get().shape())
        : layer.output(x.shape(), offset.shape());
  }

  private int taps() {
    return layer.kernel().taps();
  }

  /** Input channels that one output channel reads. */
  private int share() {
    return layer.in() / layer.groups();
  }

  private int firstChannel(int output) {
    return output / (layer.out() / layer.groups()) * share();
  }

  private int firstOutput(int channel) {
    return channel / share() * (layer.out() / layer.groups());
  }

  private static Tensor rounded(Shape shape, double[] values) {
    Tensor tensor = Tensor.zeros(shape);
    for (int i = 0; i < values.length; i++) {
      tensor.data()[i] = (float) values[i];
    }
    return tensor;
  }

  /** One tap of one output pixel, looking at one channel of the image. */
  private final class Tap {
    private final Tensor image;
    private final int n;
    private final int c;
    private final int offsetY;
    private final int offsetX;
    private final int maskChannel;
    private final int oy;
    private final int ox;
    private final double modulation;
    private final int y0;
    private final int x0;
    private final double fy;
    private final double fx;

    Tap(Tensor image, Tensor offset, Optional<Tensor> mask, int n, int c, int k, int oy, int ox) {
      this.image = image;
      this.n = n;
      this.c = c;
      this.oy = oy;
      this.ox = ox;
      int group = c / (layer.in() / layer.deformableGroups());
      maskChannel = group * taps() + k;
      offsetY = offset.index(n, 2 * maskChannel, oy, ox);
      offsetX = offset.index(n, 2 * maskChannel + 1, oy, ox);
      modulation = mask.isPresent() ? mask.get().at(n, maskChannel, oy, ox) : 1;
      Kernel2d kernel = layer.kernel();
      int i = k / kernel.width();
      int j = k % kernel.width();
      // In float, as the reference does: floor() must decide the same way at whole numbers.
      float y = oy * kernel.strideY() - kernel.paddingY() + i * kernel.dilationY();
      float x = ox * kernel.strideX() - kernel.paddingX() + j * kernel.dilationX();
      y += offset.data()[offsetY];
      x += offset.data()[offsetX];
      // Beyond the ring of zeros nothing contributes; the test also keeps NaN and what no int holds
      // from being converted.
      boolean near = y >= -1 && y < image.shape().h() && x >= -1 && x < image.shape().w();
      y0 = near ? (int) Math.floor(y) : -2;
      x0 = near ? (int) Math.floor(x) : -2;
      fy = near ? y - y0 : 0;
      fx = near ? x - x0 : 0;
    }

    double modulation() {
      return modulation;
    }

    double sample() {
      return (1 - fy) * ((1 - fx) * value(0, 0) + fx * value(0, 1))
          + fy * ((1 - fx) * value(1, 0) + fx * value(1, 1));
    }

    double slopeY() {
      return (1 - fx) * (value(1, 0) - value(0, 0)) + fx * (value(1, 1) - value(0, 1));
    }

    double slopeX() {
      return (1 - fy) * (value(0, 1) - value(0, 0)) + fy * (value(1, 1) - value(1, 0));
    }

    /** Adds {@code g} times the bilinear weights to the neighbours' gradients. */
    void scatter(double[] gradient, double g) {
      for (int i = 0; i < 2; i++) {
        for (int j = 0; j < 2; j++) {
          if (inside(i, j)) {
            gradient[image.index(n, c, y0 + i, x0 + j)] +=
                g * (i == 0 ? 1 - fy : fy) * (j == 0 ? 1 - fx : fx);
          }
        }
      }
    }

    int offsetY() {
      return offsetY;
    }

    int offsetX() {
      return offsetX;
    }

    int maskIndex(Tensor mask) {
      return mask.index(n, maskChannel, oy, ox);
    }

    private boolean inside(int i, int j) {
      return y0 + i >= 0 && y0 + i < image.shape().h() && x0 + j >= 0 && x0 + j < image.shape().w();
    }

    private double value(int i, int j) {
      return inside(i, j) ? image.at(n, c, y0 + i, x0 + j) : 0;
    }
  }
}
