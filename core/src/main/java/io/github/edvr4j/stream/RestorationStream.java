package io.github.edvr4j.stream;

import io.github.edvr4j.engine.EdvrStages;
import io.github.edvr4j.engine.FrameFeatures;
import io.github.edvr4j.model.EdvrConfig;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * One clip on its way through the network. Frames go in one by one; restored frames come out in the
 * same order, as soon as the frames that their windows need are there. Each frame's features are
 * computed once, and those of the last window are kept.
 *
 * <p>One thread at a time.
 */
public final class RestorationStream {

  /** A frame that windows may still need. */
  private record Slot(int number, float[] frame, FrameFeatures features) {}

  private final EdvrStages stages;
  private final FrameBorder border;
  private final Padding padding;
  private final Consumer<String> warnings;
  private final OffsetWatch offsets;
  private final int before;
  private final int after;
  private final Deque<Slot> slots = new ArrayDeque<>();
  private final float[] restored;
  private int pushed;
  private int done;
  private boolean finished;

  RestorationStream(
      EdvrStages stages, FrameBorder border, Padding padding, Consumer<String> warnings) {
    this.stages = stages;
    this.border = border;
    this.padding = padding;
    this.warnings = warnings;
    EdvrConfig config = stages.config();
    offsets = new OffsetWatch(warnings);
    before = config.centre();
    after = config.frames() - 1 - config.centre();
    restored = new float[stages.output().elements()];
  }

  /**
   * Takes the next frame.
   *
   * @param output is given the restored frames that are now complete, none or several
   * @throws IllegalArgumentException if the frame is not of the announced size
   * @throws IllegalStateException if the clip is finished
   */
  public void push(Frame frame, Consumer<Frame> output) {
    if (finished) {
      throw new IllegalStateException("the clip is finished");
    }
    float[] padded = border.pad(frame);
    FrameFeatures memory =
        slots.size() == stages.config().frames()
            ? slots.removeFirst().features()
            : stages.allocate();
    stages.features(padded, memory);
    slots.addLast(new Slot(pushed, padded, memory));
    pushed++;
    // The first windows are padded from the frames of a whole window, so they wait for it.
    if (pushed >= before + 1 + after) {
      while (done + after < pushed) {
        restoreNext(padding, Integer.MAX_VALUE, output);
      }
    }
  }

  /**
   * Ends the clip.
   *
   * @param output is given the remaining frames
   */
  public void finish(Consumer<Frame> output) {
    if (finished) {
      return;
    }
    finished = true;
    int window = stages.config().frames();
    Padding fitting = padding;
    if (pushed > 0 && !padding.suits(pushed, window)) {
      fitting = Padding.REPLICATE;
      warnings.accept(
          "the clip has %d frame%s, fewer than a window's %d: its end frames are repeated instead of %s padding"
              .formatted(
                  pushed, pushed == 1 ? "" : "s", window, padding.name().toLowerCase(Locale.ROOT)));
    }
    while (done < pushed) {
      restoreNext(fitting, pushed, output);
    }
  }

  private void restoreNext(Padding fitting, int length, Consumer<Frame> output) {
    List<FrameFeatures> window = new ArrayList<>();
    for (int number : fitting.window(done, length, before, after)) {
      window.add(slot(number).features());
    }
    stages.restore(window, slot(done).frame(), restored, offsets);
    done++;
    output.accept(border.crop(restored, stages.config().scale()));
  }

  private Slot slot(int number) {
    for (Slot slot : slots) {
      if (slot.number() == number) {
        return slot;
      }
    }
    throw new IllegalStateException("frame %d is no longer kept".formatted(number));
  }
}
