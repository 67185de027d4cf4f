package io.github.edvr4j.report;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.alignment.Field;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.stream.Frame;

/**
 * The part of the frames that is looked at.
 *
 * @param x columns left of it
 * @param y rows above it
 * @param width columns
 * @param height rows
 */
public record Region(int x, int y, int width, int height) {

  /** Pixels of level 1 that fill a page and are computed soon. */
  private static final int MOST_WIDTH = 320;

  private static final int MOST_HEIGHT = 180;

  /**
   * @throws EdvrException (USAGE) if it is empty or begins outside
   */
  public Region {
    if (x < 0 || y < 0 || width < 1 || height < 1) {
      throw new EdvrException(
          Category.USAGE,
          "a region needs a place from 0 and a size from 1, got %d,%d,%dx%d"
              .formatted(x, y, width, height));
    }
  }

  /** The middle of the frames, as much of it as fits on a page. */
  public static Region middle(EdvrConfig config, int frameWidth, int frameHeight) {
    int level = config.hrIn() ? 4 : 1;
    int width = Math.min(frameWidth, MOST_WIDTH * level);
    int height = Math.min(frameHeight, MOST_HEIGHT * level);
    return new Region((frameWidth - width) / 2, (frameHeight - height) / 2, width, height);
  }

  /**
   * The same, without the rightmost columns and lowest rows that the network can't take.
   *
   * @throws EdvrException (USAGE) if it is not inside the frames, or too small
   */
  public Region fitting(EdvrConfig config, int frameWidth, int frameHeight) {
    if (x + (long) width > frameWidth || y + (long) height > frameHeight) {
      throw new EdvrException(
          Category.USAGE,
          "the region %s is not inside the frames, which are %dx%d"
              .formatted(this, frameWidth, frameHeight));
    }
    int multiple = config.sizeMultiple();
    int fittingWidth = width / multiple * multiple;
    int fittingHeight = height / multiple * multiple;
    if (fittingWidth < 4 * multiple || fittingHeight < 4 * multiple) {
      throw new EdvrException(
          Category.USAGE,
          "this model needs at least %1$dx%1$d pixels to show something, the region %2$s has fewer"
              .formatted(4 * multiple, this));
    }
    return new Region(x, y, fittingWidth, fittingHeight);
  }

  /** Whether it is all of frames of this size. */
  boolean isWhole(int frameWidth, int frameHeight) {
    return width == frameWidth && height == frameHeight;
  }

  Field cut(Frame frame) {
    Field part = Field.zeros(height, width, Frame.CHANNELS);
    for (int row = 0; row < height; row++) {
      System.arraycopy(
          frame.rgb(),
          ((y + row) * frame.width() + x) * Frame.CHANNELS,
          part.values(),
          row * width * Frame.CHANNELS,
          width * Frame.CHANNELS);
    }
    return part;
  }

  /** As the command line takes it: X,Y,WxH. */
  @Override
  public String toString() {
    return "%s,%s,%sx%s".formatted(x, y, width, height);
  }
}
