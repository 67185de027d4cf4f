package io.github.edvr4j.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MovingPhotographTest {

  private static final CameraMotion.Limits LIMITS = new CameraMotion.Limits(6, 1, 0.02, 2);

  /** Smooth, and different everywhere. */
  private static double level(double y, double x, int channel) {
    return 0.5 + 0.2 * Math.sin(x / (5 + channel)) + 0.2 * Math.cos(y / 7 + x / 31);
  }

  private static final DrawnClip SMOOTH =
      new DrawnClip(
          "smooth", 1, 120, 140, (frame, y, x, c) -> (int) Math.round(255 * level(y, x, c)));

  @Test
  void framesShowThePhotographWhereTheCameraIs() {
    for (int seed = 0; seed < 10; seed++) {
      MovingPhotograph moving =
          MovingPhotograph.draw(SMOOTH, 40, 2, 1, LIMITS, Draws.of(seed, 0, 0));
      assertThat(moving.height()).isEqualTo(40);
      Region region = new Region(4, 8, 30, 24);
      for (int step = -2; step <= 2; step++) {
        Tensor frame = moving.read(step, region);
        Affine place = moving.place(step);
        for (int i = 0; i < 24; i++) {
          double x = place.x(8 + i, 4 + i) + moving.marginX();
          double y = place.y(8 + i, 4 + i) + moving.marginY();
          assertThat((double) frame.at(0, 1, i, i))
              .isCloseTo(between(moving.part(), y, x), within(0.004));
        }
      }
    }
  }

  /** Bilinear, which is near enough for something smooth. */
  private static double between(Tensor part, double y, double x) {
    int top = (int) y;
    int left = (int) x;
    double fy = y - top;
    double fx = x - left;
    return (1 - fy) * ((1 - fx) * part.at(0, 1, top, left) + fx * part.at(0, 1, top, left + 1))
        + fy * ((1 - fx) * part.at(0, 1, top + 1, left) + fx * part.at(0, 1, top + 1, left + 1));
  }

  @Test
  void theCentreFrameIsThePhotographItself() {
    DrawnClip noise = DrawnClip.noise("noise", 1, 100, 100);
    MovingPhotograph moving = MovingPhotograph.draw(noise, 32, 2, 1, LIMITS, Draws.of(3, 0, 0));
    assertThat(moving.read(0, new Region(0, 0, 32, 32)))
        .isEqualTo(
            FrameTensors.crop(
                moving.part(), new Region(moving.marginY(), moving.marginX(), 32, 32)));
  }

  @Test
  void aPhotographThatIsHardlyLargerThanAFrameIsMovedOverLess() {
    DrawnClip small = DrawnClip.noise("small", 1, 33, 50);
    MovingPhotograph moving = MovingPhotograph.draw(small, 33, 2, 1, LIMITS, Draws.of(1, 0, 0));
    Tensor still = moving.read(0, new Region(0, 0, 33, 33));
    assertThat(moving.read(2, new Region(0, 0, 33, 33))).isEqualTo(still);
  }

  @Test
  void turningByNothingCopies() {
    Tensor frame = FrameTensors.of(SMOOTH.read(0, new Region(0, 0, 20, 20)));
    Tensor moved = Affine.about(0, 0, 0, 1, 3, 2).resample(frame, 10, 12);
    assertThat(moved).isEqualTo(FrameTensors.crop(frame, new Region(2, 3, 10, 12)));
  }

  @Test
  void whatIsBehindAPatchIsHiddenAndComesOutAgain() {
    DrawnClip black = new DrawnClip("black", 1, 90, 90, (frame, y, x, c) -> 0);
    DrawnClip white = new DrawnClip("white", 1, 90, 90, (frame, y, x, c) -> 255);
    SyntheticMotion motion = new SyntheticMotion(LIMITS, 1, 1, 0, 0, 4);
    boolean moved = false;
    for (int seed = 0; seed < 20; seed++) {
      Footage footage =
          motion.over(
              black,
              List.of(new ClipPair(white, Optional.empty())),
              32,
              2,
              1,
              Draws.of(seed, 0, 0));
      Region whole = new Region(0, 0, footage.height(), footage.width());
      Tensor centre = footage.read(0, whole);
      assertThat(centre.shape()).isEqualTo(Shape.of(3, 32, 32));
      double share = mean(centre);
      assertThat(share).isBetween(0.0, 0.95);
      moved |= share > 0.1 && !footage.read(2, whole).equals(centre);
    }
    assertThat(moved).isTrue();
  }

  private static double mean(Tensor frame) {
    double sum = 0;
    for (float value : frame.data()) {
      sum += value;
    }
    return sum / frame.data().length;
  }
}
