package io.github.edvr4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.video.ClipInfo;
import io.github.edvr4j.video.Rational;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputSizeTest {

  private static ClipInfo clip(int width, int height) {
    return ClipInfo.of(width, height, new Rational(25, 1));
  }

  private static double shape(ClipInfo clip) {
    return clip.sampleAspect().orElse(Rational.ONE).value() * clip.width() / clip.height();
  }

  @ParameterizedTest
  @CsvSource({
    "240, 180, 2, 480, 360",
    "51, 37, 3, 153, 111",
    "240, 180, 1.5, 360, 270",
    "51, 37, 1.5, 76, 56",
    "720, 576, 0.5, 360, 288"
  })
  void aScaleIsOfTheInput(int width, int height, double scale, int newWidth, int newHeight) {
    ClipInfo scaled = OutputSize.scaled(clip(width, height), scale);
    assertThat(scaled.width()).isEqualTo(newWidth);
    assertThat(scaled.height()).isEqualTo(newHeight);
  }

  @ParameterizedTest
  @CsvSource({"0", "-1", "NaN", "0.001", "1e9"})
  void scalesThatMakeNoPictureAreRefused(double scale) {
    assertThatThrownBy(() -> OutputSize.scaled(clip(64, 48), scale))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("--scale");
  }

  @ParameterizedTest
  @CsvSource({"640x640", "320x1000", "1000x320", "1920x1080"})
  void pixelsBecomeAsWideAsTheShapeAsks(String size) {
    ClipInfo input = clip(720, 576).withSampleAspect(Optional.of(new Rational(16, 15)));
    ClipInfo output = OutputSize.parse(size).apply(input);
    assertThat(output.width() + "x" + output.height()).isEqualTo(size);
    assertThat(shape(output)).isCloseTo(shape(input), within(0.002));
  }

  @ParameterizedTest
  @CsvSource({"70000x10", "30000x30000", "65536x"})
  void sizesBeyondAnyFrameAreRefused(String size) {
    assertThatThrownBy(() -> OutputSize.parse(size).apply(clip(720, 576)))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("--size");
  }

  @Test
  void aShapeThatIsOnlyRoundedStaysAsItWas() {
    ClipInfo output = OutputSize.parse("1920x1080").apply(clip(854, 480));
    assertThat(output.sampleAspect()).isEmpty();
  }

  @Test
  void oneExtentGivesTheOtherWithSquarePixels() {
    ClipInfo anamorphic = clip(720, 576).withSampleAspect(Optional.of(new Rational(64, 45)));
    ClipInfo wide = OutputSize.parse("1024x").apply(anamorphic);
    assertThat(wide.width()).isEqualTo(1024);
    assertThat(wide.height()).isEqualTo(576);
    assertThat(wide.sampleAspect()).contains(Rational.ONE);
    ClipInfo high = OutputSize.parse("x1080").apply(clip(960, 720));
    assertThat(high.width()).isEqualTo(1440);
    assertThat(high.sampleAspect()).isEmpty();
  }

  @Test
  void theSizeIsThatOfThePictureAsItIsShown() {
    ClipInfo turned = clip(1280, 720).withRotation(90);
    ClipInfo output = OutputSize.parse("1080x1920").apply(turned);
    assertThat(output.width()).isEqualTo(1920);
    assertThat(output.height()).isEqualTo(1080);
    assertThat(output.sampleAspect()).isEmpty();
    ClipInfo narrow = OutputSize.parse("540x").apply(turned);
    assertThat(narrow.height()).isEqualTo(540);
    assertThat(narrow.width()).isEqualTo(960);
  }
}
