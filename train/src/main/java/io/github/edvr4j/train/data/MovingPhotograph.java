package io.github.edvr4j.train.data;

import io.github.edvr4j.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A photograph that a camera moves over. The centre frame shows the photograph's own pixels, so
 * that what the network shall make is as sharp as the photograph.
 *
 * @param part of the photograph in which the camera stays, (1, 3, h, w)
 * @param marginY rows of {@code part} above the centre frame, and below it
 * @param marginX columns of {@code part} to either side of the centre frame
 * @param perStep time that passes from one step to the next, in frames
 */
record MovingPhotograph(Tensor part, int marginY, int marginX, CameraMotion motion, double perStep)
    implements Scene {

  private static final int HALVINGS = 4;

  /**
   * A camera over a random part of a photograph.
   *
   * @param size rows and columns that the frames should have; they have fewer if the photograph is
   *     smaller
   * @param reach steps to either side of the centre that will be read
   * @throws DamagedFrameException if the photograph cannot be read
   */
  static MovingPhotograph draw(
      Clip photograph,
      int size,
      int reach,
      double perStep,
      CameraMotion.Limits limits,
      RandomGenerator random) {
    int height = Math.min(size, photograph.height());
    int width = Math.min(size, photograph.width());
    CameraMotion motion = limits.draw(random);
    Margins margins = Margins.of(motion, height, width, reach, perStep);
    for (int i = 0; i < HALVINGS && !margins.fit(photograph, height, width); i++) {
      motion = motion.times(0.5);
      margins = Margins.of(motion, height, width, reach, perStep);
    }
    if (!margins.fit(photograph, height, width)) {
      motion = motion.times(0);
      margins = new Margins(0, 0);
    }
    return cut(photograph, height, width, margins, motion, perStep, random);
  }

  /**
   * A camera that goes straight over a random part of a photograph, as fast at the end as at the
   * beginning.
   *
   * @param size rows and columns of the frames
   * @param reach steps to either side of the centre that will be read, each of one frame
   * @param pixels of the photograph that it goes in a frame; with {@link #margin} on all sides the
   *     photograph has to be as large as the frames
   * @param direction in radians, 0 to the right
   * @throws DamagedFrameException if the photograph cannot be read
   */
  static MovingPhotograph evenly(
      Clip photograph,
      int size,
      int reach,
      double pixels,
      double direction,
      RandomGenerator random) {
    CameraMotion motion =
        CameraMotion.even(pixels * Math.cos(direction), pixels * Math.sin(direction));
    Margins margins = Margins.of(motion, size, size, reach, 1);
    return cut(photograph, size, size, margins, motion, 1, random);
  }

  /** What a photograph must have beside a frame to be moved by so many pixels in all. */
  static int margin(double pixels) {
    return (int) Math.ceil(pixels) + Lanczos.TAPS / 2;
  }

  private static MovingPhotograph cut(
      Clip photograph,
      int height,
      int width,
      Margins margins,
      CameraMotion motion,
      double perStep,
      RandomGenerator random) {
    int rows = height + 2 * margins.y();
    int columns = width + 2 * margins.x();
    int top = random.nextInt(photograph.height() - rows + 1);
    int left = random.nextInt(photograph.width() - columns + 1);
    Tensor part = FrameTensors.of(photograph.read(0, new Region(top, left, rows, columns)));
    return new MovingPhotograph(part, margins.y(), margins.x(), motion, perStep);
  }

  /** How far the camera leaves the centre frame. */
  private record Margins(int y, int x) {

    static Margins of(CameraMotion motion, int height, int width, int reach, double perStep) {
      double outsideX = 0;
      double outsideY = 0;
      for (int step = -reach; step <= reach; step++) {
        Affine place = motion.at(step * perStep, (width - 1) / 2.0, (height - 1) / 2.0);
        for (int corner = 0; corner < 4; corner++) {
          int x = corner % 2 * (width - 1);
          int y = corner / 2 * (height - 1);
          outsideX = Math.max(outsideX, Math.abs(place.x(x, y) - x));
          outsideY = Math.max(outsideY, Math.abs(place.y(x, y) - y));
        }
      }
      return new Margins(margin(outsideY), margin(outsideX));
    }

    boolean fit(Clip photograph, int height, int width) {
      return height + 2 * y <= photograph.height() && width + 2 * x <= photograph.width();
    }
  }

  @Override
  public int height() {
    return part.shape().h() - 2 * marginY;
  }

  @Override
  public int width() {
    return part.shape().w() - 2 * marginX;
  }

  @Override
  public Tensor read(int step, Region region) {
    if (step == 0) {
      return FrameTensors.crop(
          part,
          new Region(
              region.top() + marginY, region.left() + marginX, region.height(), region.width()));
    }
    return place(step)
        .after(region.left(), region.top())
        .then(marginX, marginY)
        .resample(part, region.height(), region.width());
  }

  @Override
  public List<Layer> layers() {
    return List.of(new Layer(this, Optional.empty()));
  }

  /** Where the pixels of a frame lie in the centre frame. */
  Affine place(int step) {
    return motion.at(step * perStep, (width() - 1) / 2.0, (height() - 1) / 2.0);
  }
}
