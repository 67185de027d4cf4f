package io.github.edvr4j.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.alignment.Field;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.stream.Frame;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class FootageTest {

  private static final EdvrConfig CONFIG = EdvrConfig.m();

  /** Six dark frames, then seven bright ones. */
  private static Footage twoScenes(OptionalDouble threshold) {
    Footage footage = new Footage(new Region(0, 0, 8, 8), threshold);
    for (int i = 0; i < 13; i++) {
      Frame frame = new Frame(8, 8);
      Arrays.fill(frame.rgb(), i < 6 ? 0.1f : 0.8f);
      footage.add(frame, i / 25.0);
    }
    return footage;
  }

  @Test
  void windowsKeepToTheirScene() {
    Footage footage = twoScenes(OptionalDouble.of(10));
    assertThat(footage.window(2, CONFIG)).containsExactly(0, 1, 2, 3, 4);
    assertThat(footage.window(5, CONFIG)).containsExactly(3, 4, 5, 2, 1);
    assertThat(footage.window(6, CONFIG)).containsExactly(10, 9, 6, 7, 8);
    assertThat(footage.window(12, CONFIG)).containsExactly(10, 11, 12, 9, 8);
  }

  @Test
  void withoutCutsAllIsOneScene() {
    assertThat(twoScenes(OptionalDouble.empty()).window(6, CONFIG)).containsExactly(4, 5, 6, 7, 8);
  }

  @Test
  void aSceneShorterThanAWindowIsReplicated() {
    Footage footage = new Footage(new Region(0, 0, 8, 8), OptionalDouble.empty());
    footage.add(new Frame(8, 8), 0);
    footage.add(new Frame(8, 8), 0.04);
    assertThat(footage.window(0, CONFIG)).containsExactly(0, 0, 0, 1, 1);
  }

  @Test
  void theRegionIsCutOut() {
    Frame frame = new Frame(6, 8);
    frame.rgb()[(3 * 8 + 5) * 3 + 1] = 1;
    Field part = new Region(4, 2, 3, 4).cut(frame);
    assertThat(part.at(1, 1, 1)).isEqualTo(1);
    assertThat(part.mean() * 3 * 4 * 3).isEqualTo(1);
  }

  @Test
  void largeFramesAreLookedAtInTheirMiddle() {
    assertThat(Region.middle(CONFIG, 320, 180)).isEqualTo(new Region(0, 0, 320, 180));
    assertThat(Region.middle(CONFIG, 1920, 1080)).isEqualTo(new Region(800, 450, 320, 180));
    EdvrConfig deblur = new EdvrConfig(64, 5, 8, 5, 10, 2, true, true, true);
    assertThat(Region.middle(deblur, 1280, 720)).isEqualTo(new Region(0, 0, 1280, 720));
  }

  @Test
  void aRegionFitsTheNetwork() {
    assertThat(new Region(1, 2, 50, 43).fitting(CONFIG, 100, 100))
        .isEqualTo(new Region(1, 2, 48, 40));
    assertThatThrownBy(() -> new Region(60, 0, 50, 40).fitting(CONFIG, 100, 100))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("60,0,50x40", "100x100");
    assertThatThrownBy(() -> new Region(0, 0, 15, 40).fitting(CONFIG, 100, 100))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("16x16");
  }
}
