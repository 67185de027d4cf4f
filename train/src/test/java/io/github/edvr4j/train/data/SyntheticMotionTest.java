package io.github.edvr4j.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.train.data.CameraMotion.Limits;
import io.github.edvr4j.train.options.OptionSections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SyntheticMotionTest {

  private static final DrawnClip PHOTOGRAPH = DrawnClip.noise("photograph", 1, 200, 200);
  private static final List<ClipPair> OTHERS = List.of(new ClipPair(PHOTOGRAPH, Optional.empty()));

  private static double speed(Limits limits, int seed) {
    CameraMotion motion = limits.draw(Draws.of(seed, 0, 0));
    return Math.hypot(motion.speedX(), motion.speedY());
  }

  @Test
  void allOrdersOfMagnitudeOfSpeedAreAlikeIfAsked() {
    Limits limits = new Limits(0.4, 40, 0, 0, 0);
    int[] drawn = new int[2];
    for (int seed = 0; seed < 2000; seed++) {
      double speed = speed(limits, seed);
      assertThat(speed).isBetween(0.4 - 1e-9, 40 + 1e-9);
      drawn[speed < 4 ? 0 : 1]++;
    }
    assertThat(drawn[0]).isBetween(920, 1080);
  }

  @Test
  void slowMotionIsTheRuleOtherwise() {
    Limits limits = new Limits(10, 0, 0, 0);
    int slow = 0;
    for (int seed = 0; seed < 2000; seed++) {
      slow += speed(limits, seed) < 5 ? 1 : 0;
    }
    // Where place^1.5 is below one half.
    assertThat(slow / 2000.0).isCloseTo(Math.pow(0.5, 1 / 1.5), within(0.03));
  }

  private static Footage draw(SyntheticMotion motion, int seed) {
    return motion.over(PHOTOGRAPH, OTHERS, 32, 2, 1, Draws.of(seed, 0, 0));
  }

  private static boolean moves(Footage footage) {
    Region whole = new Region(0, 0, footage.height(), footage.width());
    return !footage.read(2, whole).equals(footage.read(0, whole));
  }

  @Test
  void someWindowsStandStill() {
    SyntheticMotion motion = new SyntheticMotion(new Limits(1, 8, 1, 0.01, 1), 1, 1, 0.25, 0, 4);
    int still = 0;
    for (int seed = 0; seed < 400; seed++) {
      still += moves(draw(motion, seed)) ? 0 : 1;
    }
    assertThat(still).isBetween(75, 125);
  }

  @Test
  void patchesMoveInFrontOfPatches() {
    SyntheticMotion motion = new SyntheticMotion(new Limits(8, 1, 0.01, 1), 0.5, 3, 0, 0, 4);
    int[] layers = new int[5];
    for (int seed = 0; seed < 400; seed++) {
      layers[((Scene) draw(motion, seed)).layers().size()]++;
    }
    assertThat(layers[0]).isZero();
    assertThat(layers[1]).isBetween(170, 230);
    assertThat(layers[2]).isBetween(75, 125);
    assertThat(layers[3]).isBetween(30, 70);
    assertThat(layers[4]).isBetween(30, 70);
  }

  @Test
  void motionIsEasyAtTheBeginningOfTheTraining() {
    Limits limits = new Limits(0.01, 16, 2, 0.02, 4);
    SyntheticMotion motion = new SyntheticMotion(limits, 0.3, 1, 0.2, 100, 4);
    assertThat(motion.at(0).limits().slowest()).isCloseTo(Math.pow(0.01, 0.01), within(1e-9));
    SyntheticMotion half = motion.at(199);
    assertThat(half.limits().slowest()).isCloseTo(0.1, within(1e-9));
    assertThat(half.limits().speed()).isEqualTo(16);
    assertThat(half.occlusion()).isCloseTo(0.15, within(1e-9));
    assertThat(half.still()).isCloseTo(0.1, within(1e-9));
    assertThat(motion.at(400)).isEqualTo(motion);
    assertThat(motion.at(1L << 60)).isEqualTo(motion);
    assertThat(new Limits(16, 2, 0.02, 4).slowedDownBy(0.5)).isEqualTo(new Limits(16, 2, 0.02, 4));
  }

  @ParameterizedTest
  @CsvSource({
    "min_speed, 11, min_speed: should be at most speed",
    "still, 1.5, still: expected 0 to 1",
    "patches, -1, patches: should be at least 0",
    "easy_iter, -1, easy_iter: should be at least 0"
  })
  void saysWhatCannotBe(String key, double value, String message) {
    assertThatThrownBy(
            () ->
                TrainingData.of(
                    OptionSections.of(Map.of("gt_size", 16, "photo_motion", Map.of(key, value))),
                    EdvrConfig.m()))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("photo_motion:" + message);
  }
}
