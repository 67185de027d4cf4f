package io.github.edvr4j.train.data;

import io.github.edvr4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Cuts samples from footage of which only the high resolution is given.
 *
 * @param scale of the network
 * @param degradations from the high frames to the low ones
 */
record DegradedFrames(int scale, List<Degradation> degradations) {

  DegradedFrames {
    degradations = List.copyOf(degradations);
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
   * @param low the region to show, in pixels of the low frames
   */
  Sample cut(Footage footage, List<Integer> steps, Region low, RandomGenerator random) {
    Region wide = surroundings(low, footage.height() / scale, footage.width() / scale);
    Region inside =
        new Region(low.top() - wide.top(), low.left() - wide.left(), low.height(), low.width());
    List<Tensor> frames = new ArrayList<>();
    for (int step : steps) {
      frames.add(footage.read(step, wide.times(scale)));
    }
    Tensor high = FrameTensors.crop(frames.get(steps.indexOf(0)), inside.times(scale));
    for (Degradation degradation : degradations) {
      frames = degradation.apply(frames, random);
    }
    return new Sample(
        frames.stream().map(frame -> FrameTensors.crop(frame, inside)).toList(), high);
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
