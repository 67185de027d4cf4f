package io.github.edvr4j.train.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.edvr4j.EdvrException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FadeTest {

  @Test
  void staysWholeFallsEvenlyAndKeepsARest() {
    Fade fade = Fade.of(Section.root(Map.of("iter", 10, "fade_iter", 4, "keep", 0.25)));
    assertThat(fade.at(1)).isOne();
    assertThat(fade.at(10)).isOne();
    assertThat(fade.at(12)).isEqualTo(0.625);
    assertThat(fade.at(14)).isEqualTo(0.25);
    assertThat(fade.at(Long.MAX_VALUE)).isEqualTo(0.25);
  }

  @Test
  void mayEndAtOnceOrNever() {
    Fade atOnce = Fade.of(Section.root(Map.of("iter", 10)));
    assertThat(atOnce.at(10)).isOne();
    assertThat(atOnce.at(11)).isZero();
    assertThat(Fade.of(Section.empty()).at(Long.MAX_VALUE)).isOne();
    assertThat(Fade.NOTHING.at(1)).isZero();
  }

  @Test
  void refusesWhatIsNoShare() {
    assertThatThrownBy(() -> Fade.of(Section.root(Map.of("keep", 1.5))))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("option keep: expected 0 to 1");
  }
}
