package io.github.edvr4j.train.data;

import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The softness of a lens: one Gaussian for all frames, beyond whose edges they are mirrored.
 *
 * @param sigma in pixels, along each axis of the Gaussian
 * @param isotropic how often both axes are equal, 0 to 1
 */
record GaussianBlur(Range sigma, double isotropic) implements Degradation {

  /** Where the Gaussian is cut off, in sigmas. */
  private static final double EXTENT = 3;

  /** Weights below this share of the largest change nothing that 8 bits would show. */
  private static final double NEGLIGIBLE = 1e-3;

  @Override
  public List<Tensor> apply(List<Tensor> frames, RandomGenerator random) {
    double along = sigma.draw(random);
    boolean round = random.nextDouble() < isotropic;
    double across = round ? along : sigma.draw(random);
    List<Tap> taps = taps(along, across, Draws.between(0, Math.PI, random));
    return frames.stream().map(frame -> blurred(frame, taps)).toList();
  }

  @Override
  public int border(int after) {
    return after + radius(sigma.high());
  }

  private static int radius(double sigma) {
    return (int) Math.ceil(EXTENT * sigma);
  }

  private record Tap(int y, int x, float weight) {}

  private static List<Tap> taps(double along, double across, double angle) {
    int radius = radius(Math.max(along, across));
    double cos = Math.cos(angle);
    double sin = Math.sin(angle);
    List<Tap> taps = new ArrayList<>();
    double sum = 0;
    for (int y = -radius; y <= radius; y++) {
      for (int x = -radius; x <= radius; x++) {
        double u = (cos * x + sin * y) / along;
        double v = (cos * y - sin * x) / across;
        double weight = Math.exp(-(u * u + v * v) / 2);
        if (weight >= NEGLIGIBLE) {
          taps.add(new Tap(y, x, (float) weight));
          sum += weight;
        }
      }
    }
    float all = (float) sum;
    return taps.stream().map(tap -> new Tap(tap.y, tap.x, tap.weight / all)).toList();
  }

  private static Tensor blurred(Tensor frame, List<Tap> taps) {
    int reach =
        taps.stream().mapToInt(tap -> Math.max(Math.abs(tap.y), Math.abs(tap.x))).max().orElse(0);
    Tensor wide = widened(frame, reach);
    Tensor result = Tensor.zeros(frame.shape());
    int width = frame.shape().w();
    for (int c = 0; c < frame.shape().c(); c++) {
      for (int y = 0; y < frame.shape().h(); y++) {
        int to = result.index(0, c, y, 0);
        for (Tap tap : taps) {
          add(
              wide,
              wide.index(0, c, y + reach + tap.y, reach + tap.x),
              tap.weight,
              result,
              to,
              width);
        }
      }
    }
    return result;
  }

  private static void add(Tensor from, int at, float weight, Tensor to, int place, int count) {
    float[] source = from.data();
    float[] target = to.data();
    for (int i = 0; i < count; i++) {
      target[place + i] += weight * source[at + i];
    }
  }

  private static Tensor widened(Tensor frame, int by) {
    Shape shape = frame.shape();
    Tensor wide = Tensor.zeros(shape.withSize(shape.h() + 2 * by, shape.w() + 2 * by));
    for (int c = 0; c < shape.c(); c++) {
      for (int y = 0; y < wide.shape().h(); y++) {
        for (int x = 0; x < wide.shape().w(); x++) {
          wide.data()[wide.index(0, c, y, x)] =
              frame.at(0, c, mirrored(y - by, shape.h()), mirrored(x - by, shape.w()));
        }
      }
    }
    return wide;
  }

  /** The edge pixel is not repeated: -1 is 1. */
  private static int mirrored(int index, int extent) {
    int period = Math.max(2 * (extent - 1), 1);
    int folded = Math.floorMod(index, period);
    return folded < extent ? folded : period - folded;
  }
}
