package io.github.edvr4j.train.data;

import io.github.edvr4j.metrics.Rgb8;
import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;

/** Frames for a network, RGB in [0, 1]: tensors (1, 3, H, W), or {@link Frame}s. */
public final class FrameTensors {

  private static final float[] LEVELS = new float[256];

  static {
    for (int i = 0; i < LEVELS.length; i++) {
      LEVELS[i] = i / 255f;
    }
  }

  private FrameTensors() {}

  static Tensor of(Rgb8 picture) {
    Tensor frame = Tensor.zeros(Shape.of(3, picture.height(), picture.width()));
    byte[] values = picture.values();
    int plane = frame.shape().plane();
    for (int i = 0; i < plane; i++) {
      for (int c = 0; c < 3; c++) {
        frame.data()[c * plane + i] = LEVELS[values[3 * i + c] & 0xFF];
      }
    }
    return frame;
  }

  /** What the engine takes. */
  public static Frame frame(Rgb8 picture) {
    float[] rgb = new float[picture.values().length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = LEVELS[picture.values()[i] & 0xFF];
    }
    return new Frame(picture.height(), picture.width(), rgb);
  }

  /** The frame as a file in 8 bits would hold it. */
  static Tensor rounded(Tensor frame) {
    return of(Rgb8.of(frame));
  }

  static Tensor crop(Tensor frame, Region region) {
    Shape from = frame.shape();
    if (region.height() == from.h() && region.width() == from.w()) {
      return frame;
    }
    Tensor part = Tensor.zeros(from.withSize(region.height(), region.width()));
    for (int c = 0; c < from.c(); c++) {
      for (int y = 0; y < region.height(); y++) {
        System.arraycopy(
            frame.data(),
            frame.index(0, c, region.top() + y, region.left()),
            part.data(),
            part.index(0, c, y, 0),
            region.width());
      }
    }
    return part;
  }
}
