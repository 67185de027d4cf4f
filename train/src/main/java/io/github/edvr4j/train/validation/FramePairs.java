package io.github.edvr4j.train.validation;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.metrics.Rgb8;
import io.github.edvr4j.resize.Bicubic;
import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.train.data.Clip;
import io.github.edvr4j.train.data.ClipPair;
import io.github.edvr4j.train.data.DamagedFrameException;
import io.github.edvr4j.train.data.FrameTensors;
import io.github.edvr4j.train.data.Region;
import java.util.Optional;

/**
 * A clip's frames, as the network gets them and as they should look. What the scale does not divide
 * is cut off at the right and at the bottom.
 */
final class FramePairs {

  private final ClipPair clip;
  private final int scale;
  private final int height;
  private final int width;

  /**
   * @param scale of the network
   * @throws EdvrException (INPUT) if the clip's two sides don't fit together or no frame of one can
   *     be read
   */
  FramePairs(ClipPair clip, int scale) {
    this.clip = clip;
    this.scale = scale;
    Clip high = clip.high();
    try {
      height = clip.low().map(Clip::height).orElse(high.height() / scale);
      width = clip.low().map(Clip::width).orElse(high.width() / scale);
    } catch (DamagedFrameException e) {
      throw e.failure();
    }
    if (Math.min(height, width) == 0) {
      throw unfit(
          "its frames of %dx%d are too small to be reduced by %d"
              .formatted(high.width(), high.height(), scale));
    }
    if (clip.low().isPresent()) {
      requireFit(high, clip.low().get());
    } else if (scale == 1) {
      throw unfit(
          "the network enlarges nothing, so the frames that it gets have to be given too:"
              + " dataroot_lq");
    }
  }

  private void requireFit(Clip high, Clip low) {
    if (high.height() / scale != low.height() || high.width() / scale != low.width()) {
      throw unfit(
          "frames of %dx%d can't become %dx%d with a network that enlarges by %d"
              .formatted(low.width(), low.height(), high.width(), high.height(), scale));
    }
    if (high.frames() != low.frames()) {
      throw unfit(
          "it has %d frames, and %d as the network gets it".formatted(high.frames(), low.frames()));
    }
  }

  private EdvrException unfit(String what) {
    return new EdvrException(Category.INPUT, "clip %s: %s".formatted(clip.high().name(), what));
  }

  /**
   * Reads what there is of a frame.
   *
   * @throws EdvrException (INPUT) if it can't be read
   */
  void check(int frame) {
    high(frame);
    given(frame);
  }

  /** How many there are. */
  int frames() {
    return clip.high().frames();
  }

  /** Rows of what the network gets. */
  int height() {
    return height;
  }

  /** Columns of what the network gets. */
  int width() {
    return width;
  }

  /** A frame as it should look. */
  Rgb8 high(int frame) {
    return read(clip.high(), frame, new Region(0, 0, height * scale, width * scale));
  }

  /**
   * A frame as the network gets it: given, or reduced bicubically and rounded to 8 bits.
   *
   * @param high the same as it should look
   */
  Frame low(int frame, Rgb8 high) {
    return FrameTensors.frame(given(frame).orElseGet(() -> reduced(high)));
  }

  private Optional<Rgb8> given(int frame) {
    return clip.low().map(low -> read(low, frame, new Region(0, 0, height, width)));
  }

  private Rgb8 reduced(Rgb8 high) {
    return Rgb8.of(
        height,
        width,
        Bicubic.resize(
            FrameTensors.frame(high).rgb(),
            high.height(),
            high.width(),
            Frame.CHANNELS,
            height,
            width));
  }

  /** What bicubic enlargement makes of a frame; the frame itself where nothing is enlarged. */
  Rgb8 enlarged(Frame low) {
    return Rgb8.of(
        height * scale,
        width * scale,
        Bicubic.resize(low.rgb(), height, width, Frame.CHANNELS, height * scale, width * scale));
  }

  private static Rgb8 read(Clip clip, int frame, Region region) {
    try {
      return clip.read(frame, region);
    } catch (DamagedFrameException e) {
      throw e.failure();
    }
  }
}
