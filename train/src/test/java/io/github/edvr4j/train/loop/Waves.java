package io.github.edvr4j.train.loop;

import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;
import io.github.edvr4j.train.data.Motion;
import io.github.edvr4j.train.data.Sample;
import io.github.edvr4j.train.data.Samples;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Waves that move: each window has its own, fine enough for enlargement to miss something.
 *
 * @param frames of a window
 * @param size of the low frames, in pixels
 */
record Waves(int frames, int size) implements Samples {

  private static final int SCALE = 4;

  @Override
  public Sample get(long index) {
    Random random = new Random(index);
    double[] along = {random.nextDouble(0.1, 0.7), random.nextDouble(0.1, 0.7)};
    double[] motion = {random.nextDouble(-3, 3), random.nextDouble(-3, 3)};
    double phase = random.nextDouble(6);
    List<Tensor> low = new ArrayList<>();
    for (int t = 0; t < frames; t++) {
      low.add(reduced(frame(along, motion, phase, t - frames / 2)));
    }
    return new Sample(low, frame(along, motion, phase, 0), motions(motion));
  }

  /** A wave that comes from somewhere is found there later. */
  private List<Motion> motions(double[] motion) {
    List<Motion> motions = new ArrayList<>();
    for (int t = 0; t < frames; t++) {
      Tensor displacement = Tensor.zeros(Shape.of(2, size, size));
      int plane = size * size;
      for (int axis = 0; axis < 2; axis++) {
        Arrays.fill(
            displacement.data(),
            axis * plane,
            (axis + 1) * plane,
            (float) (-motion[axis] * (t - frames / 2) / SCALE));
      }
      Tensor known = Tensor.zeros(Shape.of(1, size, size));
      Arrays.fill(known.data(), 1);
      motions.add(new Motion(displacement, known));
    }
    return motions;
  }

  private Tensor frame(double[] along, double[] motion, double phase, int time) {
    Tensor frame = Tensor.zeros(Shape.of(3, SCALE * size, SCALE * size));
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < SCALE * size; y++) {
        for (int x = 0; x < SCALE * size; x++) {
          double at =
              along[0] * (y + motion[0] * time) + along[1] * (x + motion[1] * time) + phase + c;
          frame.data()[frame.index(0, c, y, x)] = (float) (0.5 + 0.4 * Math.sin(at));
        }
      }
    }
    return frame;
  }

  private Tensor reduced(Tensor high) {
    Tensor low = Tensor.zeros(Shape.of(3, size, size));
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < SCALE * size; y++) {
        for (int x = 0; x < SCALE * size; x++) {
          low.data()[low.index(0, c, y / SCALE, x / SCALE)] +=
              high.at(0, c, y, x) / (SCALE * SCALE);
        }
      }
    }
    return low;
  }
}
