package io.github.edvr4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.edvr4j.video.Rational;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** What people write as times, rates and sizes. */
class OptionTextsTest {

  @ParameterizedTest
  @CsvSource({"90, 90000", "1.5, 1500", "1:30, 90000", "0:01:30.25, 90250", "2:00:00, 7200000"})
  void times(String text, long millis) {
    assertThat(Times.parse(text).toMillis()).isEqualTo(millis);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-1", "1:2:3:4", "1m", "1:", "1,5"})
  void noTimes(String text) {
    assertThatThrownBy(() -> Times.parse(text)).isInstanceOf(TypeConversionException.class);
  }

  @ParameterizedTest
  @CsvSource({"25, 25, 1", "23.976, 2997, 125", "30000/1001, 30000, 1001", "50/2, 25, 1"})
  void rates(String text, int num, int den) {
    assertThat(FrameRates.parse(text)).isEqualTo(new Rational(num, den));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-5", "0.0", "1/0", "25fps", "99999999"})
  void noRates(String text) {
    assertThatThrownBy(() -> FrameRates.parse(text)).isInstanceOf(TypeConversionException.class);
  }

  @Test
  void sizes() {
    assertThat(OutputSize.parse("1920x1080"))
        .isEqualTo(new OutputSize(OptionalInt.of(1920), OptionalInt.of(1080)));
    assertThat(OutputSize.parse("1920x"))
        .isEqualTo(new OutputSize(OptionalInt.of(1920), OptionalInt.empty()));
    assertThat(OutputSize.parse("x1080"))
        .isEqualTo(new OutputSize(OptionalInt.empty(), OptionalInt.of(1080)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "0x5", "5x0", "1920", "a x b", "-4x4"})
  void noSizes(String text) {
    assertThatThrownBy(() -> OutputSize.parse(text)).isInstanceOf(TypeConversionException.class);
    assertThatThrownBy(() -> FrameSize.parse(text)).isInstanceOf(TypeConversionException.class);
  }

  @Test
  void frameSizesNeedBothNumbers() {
    assertThat(FrameSize.parse("320x180")).isEqualTo(new FrameSize(320, 180));
    assertThatThrownBy(() -> FrameSize.parse("320x")).isInstanceOf(TypeConversionException.class);
    assertThatThrownBy(() -> FrameSize.parse("x180")).isInstanceOf(TypeConversionException.class);
  }
}
