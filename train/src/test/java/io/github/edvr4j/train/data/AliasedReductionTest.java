package io.github.edvr4j.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;
import io.github.edvr4j.train.options.OptionSections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AliasedReductionTest {

  private static final EdvrConfig DEBLURRING = new EdvrConfig(64, 5, 8, 5, 10, 2, true, true, true);

  private static Tensor reduced(Degradation reduction, Tensor frame) {
    return reduction.apply(List.of(frame), Draws.of(1, 0, 0)).getFirst();
  }

  /** A slope shows where pixels lie, whatever the kernel. */
  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4})
  void pixelsLieWhereBicubicHasThem(int scale) {
    Tensor slope = Tensor.zeros(Shape.of(3, 12 * scale, 14 * scale));
    for (int y = 0; y < 12 * scale; y++) {
      for (int x = 0; x < 14 * scale; x++) {
        slope.data()[slope.index(0, 1, y, x)] = (3 * y + x) / 200f;
      }
    }
    Tensor aliased = reduced(new AliasedReduction(scale), slope);
    Tensor bicubic = reduced(new Reduction(scale), slope);
    assertThat(aliased.shape()).isEqualTo(bicubic.shape());
    for (int y = 3; y < 9; y++) {
      for (int x = 3; x < 11; x++) {
        assertThat(aliased.at(0, 1, y, x)).isCloseTo(bicubic.at(0, 1, y, x), within(1e-5f));
        assertThat(aliased.at(0, 2, y, x)).isZero();
      }
    }
  }

  @Test
  void isTheMeanOfTheFourPixelsInTheMiddle() {
    Tensor block = Tensor.zeros(Shape.of(1, 4, 4));
    for (int i = 0; i < 16; i++) {
      block.data()[i] = i;
    }
    assertThat(reduced(new AliasedReduction(4), block).data()).containsExactly(7.5f);
  }

  private static Samples samples(Map<String, ?> aliased) {
    Map<String, Object> options = new HashMap<>();
    options.put("gt_size", 16);
    options.put("batch_size_per_gpu", 2);
    options.put("use_hflip", false);
    options.put("use_rot", false);
    if (!aliased.isEmpty()) {
      options.put("aliased_reduction", aliased);
    }
    ClipPair clip = new ClipPair(DrawnClip.noise("noise", 5, 16, 16), Optional.empty());
    return TrainingData.of(OptionSections.of(options), EdvrConfig.m())
        .samples(List.of(new Source(List.of(clip), 1, false)), 5, _ -> {});
  }

  @Test
  void goesOverToBicubicByTheStepsOfTheTraining() {
    Samples bicubic = samples(Map.of());
    Samples fading = samples(Map.of("iter", 10, "fade_iter", 100, "keep", 0.25));
    int[] aliased = new int[3];
    for (int sample = 0; sample < 1000; sample++) {
      boolean differs = !fading.get(sample).low().equals(bicubic.get(sample).low());
      assertThat(fading.get(sample).high()).isEqualTo(bicubic.get(sample).high());
      if (differs) {
        aliased[sample < 20 ? 0 : sample < 220 ? 1 : 2]++;
      }
    }
    assertThat(aliased[0]).as("of the first ten steps' 20").isEqualTo(20);
    assertThat(aliased[1]).as("of the next 200").isBetween(105, 145);
    assertThat(aliased[2]).as("of the last 780").isBetween(150, 240);
    assertThat(fading.get(500)).isEqualTo(fading.get(500));
  }

  @Test
  void isAStepOfTheWayThatADegradationTakes() {
    DegradedFrames made =
        DegradationOptions.of(
            OptionSections.of(
                Map.of(
                    "aliased_reduction",
                    Map.of("keep", 0.5),
                    "degradation",
                    Map.of("noise", Map.of("prob", 1)))),
            4);
    assertThat(made.degradations().getFirst()).isInstanceOf(FadingReduction.class);
    assertThat(made.at(7).degradations().getFirst())
        .isEqualTo(new Either(0.5, new AliasedReduction(4), new Reduction(4)));
    assertThat(made.border()).isEqualTo(2);
  }

  @Test
  void isRefusedWhereNothingIsReduced() {
    assertThatThrownBy(
            () ->
                TrainingData.of(
                    OptionSections.of(
                        Map.of("gt_size", 16, "aliased_reduction", Map.of("iter", 5))),
                    DEBLURRING))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("aliased_reduction: frames are not reduced");
  }
}
