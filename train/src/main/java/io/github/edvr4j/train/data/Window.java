package io.github.edvr4j.train.data;

import java.util.Collections;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Which frames of a clip a sample shows.
 *
 * @param target the frame to be made
 * @param steps of the window's frames from the target, in the order in which the network gets them
 */
record Window(int target, List<Integer> steps) {

  Window {
    steps = List.copyOf(steps);
  }

  /**
   * How windows are drawn; BasicSR's {@code REDSDataset} and {@code Vimeo90KDataset}.
   *
   * @param frames of a window, odd
   * @param target which of them is to be made, from 0 on
   * @param intervals distances of neighbouring frames, one of which is drawn
   * @param reverses whether half of the windows run backwards
   * @param middleOnly whether a clip's middle frame is the only target
   */
  record Drawing(
      int frames, int target, List<Integer> intervals, boolean reverses, boolean middleOnly) {

    Drawing {
      intervals = List.copyOf(intervals);
    }

    /** How many frames a clip has to have so that a window fits into it. */
    int shortest() {
      return (frames - 1) * Collections.min(intervals) + 1;
    }

    private boolean fits(int clipFrames, int interval) {
      return (frames - 1) * interval < clipFrames;
    }

    /** Frames of a window on the longer side of its target. */
    int reach() {
      return Math.max(target, frames - 1 - target);
    }

    /** How many frames further than a window a clip goes on either side of one, at best. */
    int room(int clipFrames) {
      return (clipFrames - shortest()) / 2;
    }

    /**
     * A window that lies within the clip: no frame stands for another.
     *
     * @param clipFrames at least {@link #shortest()}
     * @param beyond frames that there have to be on either side of the window besides, at most
     *     {@link #room(int)}
     */
    Window draw(int clipFrames, int beyond, RandomGenerator random) {
      int frames = clipFrames - 2 * beyond;
      int interval =
          Draws.oneOf(intervals.stream().filter(each -> fits(frames, each)).toList(), random);
      List<Integer> steps = steps(interval, random);
      int before = -Collections.min(steps);
      int after = Collections.max(steps);
      int target = middleOnly ? clipFrames / 2 : beyond + random.nextInt(before, frames - after);
      return new Window(target, steps);
    }

    /** The steps of a window, in the order in which the network gets its frames. */
    List<Integer> steps(int interval, RandomGenerator random) {
      int direction = reverses && random.nextBoolean() ? -interval : interval;
      return IntStream.range(0, frames).map(t -> (t - target) * direction).boxed().toList();
    }
  }
}
