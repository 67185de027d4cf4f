package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class RationalTest {
  @Test
  void fractionsAreReduced() {
    assertThat(Rational.reduced(90_000, 48_000, 100)).isEqualTo(new Rational(15, 8));
    assertThat(Rational.reduced(1L << 40, 1L << 39, 100)).isEqualTo(new Rational(2, 1));
  }

  @Test
  void largePartsAreRounded() {
    assertThat(Rational.reduced(100_001, 50_000, 10_000)).isEqualTo(new Rational(10_000, 5_000));
    assertThat(Rational.reduced(1, 1L << 40, 10_000)).isEqualTo(new Rational(1, 10_000));
  }

  @Test
  void partsMustBePositive() {
    assertThatIllegalArgumentException().isThrownBy(() -> Rational.reduced(0, 5, 100));
  }
}
