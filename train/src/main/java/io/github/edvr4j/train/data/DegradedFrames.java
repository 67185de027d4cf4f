package io.github.edvr4j.train.data;

import io.github.edvr4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/**
 * Cuts samples from footage of which only the high resolution is given.
 *
 * @param scale of the network
 * @param motionBlur of the low frames
 * @param degradations from the high frames to the low ones
 */
record DegradedFrames(int scale, MotionBlur motionBlur, List<Degradation> degradations) {

  DegradedFrames {
    degradations = List.copyOf(degradations);
  }

  /** The same as it is for one sample. */
  DegradedFrames at(long sample) {
    return new DegradedFrames(
        scale, motionBlur, degradations.stream().map(each -> each.at(sample)).toList());
  }

  /** Whether low frames would be the high ones. */
  boolean changesNothing() {
    return scale == 1
        && motionBlur.equals(MotionBlur.NONE)
        && degradations.stream().allMatch(Rounding.class::isInstance);
  }

  /** Low-resolution pixels around a crop that its making looks at. */
  int border() {
    int border = 0;
    for (Degradation degradation : degradations.reversed()) {
      border = degradation.border(border);
    }
    return Math.ceilDiv(border, scale);
  }

  /**
   * @param steps of the window's frames, the centre's 0 among them
   * @param exposure steps to either side that a low frame is the mean of
   * @param low the region to show, in pixels of the low frames
   */
  Sample cut(
      Footage footage, List<Integer> steps, int exposure, Region low, RandomGenerator random) {
    Region wide = surroundings(low, footage.height() / scale, footage.width() / scale);
    Region inside =
        new Region(low.top() - wide.top(), low.left() - wide.left(), low.height(), low.width());
    Map<Integer, Tensor> read = new HashMap<>();
    IntFunction<Tensor> frame =
        step -> read.computeIfAbsent(step, each -> footage.read(each, wide.times(scale)));
    List<Tensor> frames = new ArrayList<>();
    for (int step : steps) {
      frames.add(MotionBlur.exposed(step, exposure, frame));
    }
    Tensor high = FrameTensors.crop(frame.apply(0), inside.times(scale));
    for (Degradation degradation : degradations) {
      frames = degradation.apply(frames, random);
    }
    return new Sample(
        frames.stream().map(made -> FrameTensors.crop(made, inside)).toList(),
        high,
        steps.stream().map(step -> footage.motion(step, exposure, low, scale)).toList());
  }

  private Region surroundings(Region low, int height, int width) {
    int border = border();
    int top = Math.max(low.top() - border, 0);
    int left = Math.max(low.left() - border, 0);
    int bottom = Math.min(low.top() + low.height() + border, height);
    int right = Math.min(low.left() + low.width() + border, width);
    return new Region(top, left, bottom - top, right - left);
  }
}
