package io.github.edvr4j.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;
import io.github.edvr4j.train.data.CameraMotion.Shake;
import io.github.edvr4j.train.options.OptionSections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MotionTest {

  private static final int SCALE = 4;
  private static final CameraMotion.Limits LIMITS = new CameraMotion.Limits(10, 1, 0.02, 2);
  private static final Region LOW = new Region(1, 2, 8, 9);

  /**
   * What {@link #AMPLITUDE} and the lengths allow a right displacement to be off by: bilinear
   * sampling of a center and a neighbor, each by an eighth of the second derivatives (0.2 / 6² and
   * 0.2 / 8²); two roundings to 8 bits, which Lanczos' kernel can make half as large again; and the
   * kernel itself.
   */
  private static final double BOUND = 2 * (0.2 / 36 + 0.2 / 64) / 8 + 2.5 * (0.5 / 255) + 0.001;

  private static final double AMPLITUDE = 0.2;

  private static final DrawnClip FAR = waves("far", 0, 1);
  private static final DrawnClip NEAR = waves("near", 3, 1);

  /** Smooth, of a gradient of up to 0.033 per pixel at length 1. */
  private static DrawnClip waves(String name, double phase, double length) {
    return new DrawnClip(
        name,
        1,
        180,
        200,
        (frame, y, x, c) ->
            (int)
                Math.round(
                    255
                        * (0.5
                            + AMPLITUDE * Math.sin(x / (6 * length) + phase)
                            + AMPLITUDE * Math.cos(y / (8 * length) - phase))));
  }

  private static MovingPhotograph moving(DrawnClip clip, double perStep, long seed) {
    return MovingPhotograph.draw(clip, 48, 2, perStep, LIMITS, Draws.of(seed, 0, 0));
  }

  /** Bilinear, at a place in pixels. */
  private static double between(Tensor frame, double y, double x) {
    int top = Math.clamp((int) y, 0, frame.shape().h() - 2);
    int left = Math.clamp((int) x, 0, frame.shape().w() - 2);
    double fy = y - top;
    double fx = x - left;
    return (1 - fy) * ((1 - fx) * frame.at(0, 1, top, left) + fx * frame.at(0, 1, top, left + 1))
        + fy * ((1 - fx) * frame.at(0, 1, top + 1, left) + fx * frame.at(0, 1, top + 1, left + 1));
  }

  /** How much a neighbor that is taken back along a motion differs from the center, at most. */
  private static double difference(
      Tensor center, Tensor neighbor, Motion motion, int scale, double direction) {
    double largest = 0;
    for (int y = 0; y < motion.known().shape().h(); y++) {
      for (int x = 0; x < motion.known().shape().w(); x++) {
        if (motion.known().at(0, 0, y, x) == 1) {
          double dy = direction * motion.displacement().at(0, 0, y, x);
          double dx = direction * motion.displacement().at(0, 1, y, x);
          double middle = (scale - 1) / 2.0;
          largest =
              Math.max(
                  largest,
                  Math.abs(
                      between(neighbor, scale * (y + dy) + middle, scale * (x + dx) + middle)
                          - between(center, scale * y + middle, scale * x + middle)));
        }
      }
    }
    return largest;
  }

  private static double share(Motion motion) {
    double sum = 0;
    for (float known : motion.known().data()) {
      sum += known;
    }
    return sum / motion.known().data().length;
  }

  private static Flip flip(int number) {
    return new Flip((number & 1) != 0, (number & 2) != 0, (number & 4) != 0);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 1 / 3.0})
  void takesANeighborBackToTheCenterHoweverTheyAreLaid(double perStep) {
    double backwards = 0;
    double known = 0;
    for (int seed = 0; seed < 40; seed++) {
      Footage footage = moving(FAR, perStep, seed);
      Flip flip = flip(seed % 8);
      Tensor center = flip.apply(footage.read(0, LOW.times(SCALE)));
      for (int step = -2; step <= 2; step++) {
        Tensor neighbor = flip.apply(footage.read(step, LOW.times(SCALE)));
        Motion motion = flip.apply(footage.motion(step, 0, LOW, SCALE));
        assertThat(difference(center, neighbor, motion, SCALE, 1)).isLessThan(BOUND);
        backwards = Math.max(backwards, difference(center, neighbor, motion, SCALE, -1));
        known += share(motion) / 200;
      }
    }
    assertThat(backwards).as("the other way").isGreaterThan(5 * BOUND);
    assertThat(known).isBetween(0.5, 0.99);
  }

  @Test
  void whereLayersMeetNothingIsKnownAndEachGoesItsOwnWay() {
    int bothWays = 0;
    for (int seed = 0; seed < 60; seed++) {
      MovingPhotograph far = moving(FAR, 1, seed);
      MovingPhotograph near = moving(NEAR, 1, 1000 + seed);
      Occlusion two = Occlusion.draw(far, near, Draws.of(seed, 1, 0));
      Footage three = Occlusion.draw(two, moving(FAR, 1, 2000 + seed), Draws.of(seed, 2, 0));
      for (int step = -2; step <= 2; step++) {
        assertThat(difference(two, step)).isLessThan(BOUND);
        assertThat(difference(three, step)).isLessThan(BOUND);
      }
      Tensor dx = two.motion(1, 0, LOW, SCALE).displacement();
      Motion farAlone = far.motion(1, 0, LOW, SCALE);
      Motion nearAlone = near.motion(1, 0, LOW, SCALE);
      boolean farSeen = false;
      boolean nearSeen = false;
      for (int i = 0; i < dx.data().length; i++) {
        float value = dx.data()[i];
        farSeen |= value != 0 && value == farAlone.displacement().data()[i];
        nearSeen |= value != 0 && value == nearAlone.displacement().data()[i];
        assertThat(value)
            .isIn(0f, farAlone.displacement().data()[i], nearAlone.displacement().data()[i]);
      }
      bothWays += farSeen && nearSeen ? 1 : 0;
    }
    assertThat(bothWays).isGreaterThan(10);
  }

  private static double difference(Footage footage, int step) {
    return difference(
        footage.read(0, LOW.times(SCALE)),
        footage.read(step, LOW.times(SCALE)),
        footage.motion(step, 0, LOW, SCALE),
        SCALE,
        1);
  }

  /** A camera that goes to the right by four high-resolution pixels shows all further left. */
  @Test
  void countsLowResolutionPixelsFromTheCenterToTheNeighbor() {
    Shake none = new Shake(0, 1, 0);
    CameraMotion right = new CameraMotion(4, 2, 0, 0, 0, 0, none, none);
    Tensor part = FrameTensors.of(FAR.read(0, new Region(0, 0, 72, 72)));
    MovingPhotograph moving = new MovingPhotograph(part, 20, 20, right, 1);
    Motion motion = moving.motion(2, 0, new Region(0, 0, 8, 8), SCALE);
    assertThat(motion.displacement().at(0, 0, 5, 6)).isCloseTo(-1, within(1e-5f));
    assertThat(motion.displacement().at(0, 1, 5, 6)).isCloseTo(-2, within(1e-5f));
    assertThat(motion.known().at(0, 0, 1, 2)).isOne();
    assertThat(motion.known().at(0, 0, 0, 2)).as("above the neighbor").isZero();
    assertThat(motion.known().at(0, 0, 1, 1)).as("left of the neighbor").isZero();
    assertThat(share(moving.motion(0, 0, new Region(0, 0, 8, 8), SCALE))).isOne();
  }

  @Test
  void aLongExposureHidesWhatAnEdgePasses() {
    double sharp = 0;
    double blurred = 0;
    for (int seed = 0; seed < 20; seed++) {
      Occlusion two =
          Occlusion.draw(
              moving(FAR, 0.2, seed), moving(NEAR, 0.2, 1000 + seed), Draws.of(seed, 1, 0));
      Motion without = two.motion(5, 0, LOW, SCALE);
      Motion with = two.motion(5, 2, LOW, SCALE);
      for (int i = 0; i < with.known().data().length; i++) {
        assertThat(with.known().data()[i]).isLessThanOrEqualTo(without.known().data()[i]);
      }
      sharp += share(without);
      blurred += share(with);
    }
    assertThat(blurred).isLessThan(0.99 * sharp).isGreaterThan(0.3 * sharp);
  }

  /**
   * The waves are four times as long here, since low-resolution pixels count; and no hand trembles,
   * of which a long exposure would take the mean.
   */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void samplesSayHowTheirLowFramesMove(boolean exposed) {
    Map<String, Object> options = new HashMap<>();
    options.put("gt_size", 32);
    options.put("lq_8bit", false);
    options.put("random_reverse", true);
    options.put("photo_motion", Map.of("speed", 8, "shake", 0, "occlusion", 0));
    if (exposed) {
      options.put("degradation", Map.of("motion_blur", Map.of("prob", 1, "frames", List.of(3, 5))));
    }
    ClipPair photograph = new ClipPair(waves("long", 0, 4), Optional.empty());
    Samples samples =
        TrainingData.of(OptionSections.of(options), EdvrConfig.m())
            .samples(List.of(new Source(List.of(photograph), 1, true)), 5, _ -> {});
    double backwards = 0;
    for (int i = 0; i < 30; i++) {
      Sample sample = samples.get(i);
      for (int t = 0; t < 5; t++) {
        assertThat(
                difference(sample.low().get(2), sample.low().get(t), sample.motion().get(t), 1, 1))
            .isLessThan(BOUND);
        backwards =
            Math.max(
                backwards,
                difference(
                    sample.low().get(2), sample.low().get(t), sample.motion().get(t), 1, -1));
      }
    }
    assertThat(backwards).isGreaterThan(3 * BOUND);
  }

  @Test
  void ofClipsNothingIsKnownAndABatchMayMixThem() {
    DrawnClip clip = DrawnClip.numbered("clip", 9, 20, 20);
    Motion unknown = new ClipFootage(clip, 4).motion(1, 0, new Region(0, 0, 8, 9), 1);
    assertThat(share(unknown)).isZero();
    Motion known = moving(FAR, 1, 1).motion(1, 0, LOW, SCALE);
    Motion both = Motion.batch(List.of(unknown, known));
    assertThat(both.displacement().item(1)).isEqualTo(known.displacement());
    assertThat(both.known().item(0)).isEqualTo(unknown.known());
    assertThatThrownBy(() -> new Motion(known.known(), known.known()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aCoarserLevelKnowsWhatAllFourPixelsKnow() {
    Tensor displacement = Tensor.zeros(new Shape(2, 2, 4, 6));
    Tensor known = Tensor.zeros(new Shape(2, 1, 4, 6));
    for (int n = 0; n < 2; n++) {
      for (int y = 0; y < 4; y++) {
        for (int x = 0; x < 6; x++) {
          displacement.data()[displacement.index(n, 0, y, x)] = 10 * n + y;
          displacement.data()[displacement.index(n, 1, y, x)] = 10 * n + x;
          known.data()[known.index(n, 0, y, x)] = n == 1 && y == 3 && x == 2 ? 0 : 1;
        }
      }
    }
    Motion half = new Motion(displacement, known).halved();
    for (int n = 0; n < 2; n++) {
      for (int y = 0; y < 2; y++) {
        for (int x = 0; x < 3; x++) {
          boolean hidden = n == 1 && y == 1 && x == 1;
          assertThat(half.known().at(n, 0, y, x)).isEqualTo(hidden ? 0 : 1);
          assertThat(half.displacement().at(n, 0, y, x))
              .isEqualTo(hidden ? 0 : (10 * n + 2 * y + 0.5f) / 2);
          assertThat(half.displacement().at(n, 1, y, x))
              .isEqualTo(hidden ? 0 : (10 * n + 2 * x + 0.5f) / 2);
        }
      }
    }
  }
}
