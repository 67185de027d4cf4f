package io.github.edvr4j.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.edvr4j.goldens.Goldens;
import io.github.edvr4j.model.EdvrConfig;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

class PaddingTest {

  @Test
  void windowsAreTheOfficialOnes() {
    JsonNode rows = new ObjectMapper().readTree(Goldens.file("frame_indices.json").toFile());
    int compared = 0;
    for (JsonNode row : rows) {
      Padding padding = Padding.valueOf(row.get(0).asString().toUpperCase(Locale.ROOT));
      int frames = row.get(1).asInt();
      int length = row.get(2).asInt();
      int centre = row.get(3).asInt();
      int[] expected = new int[frames];
      for (int i = 0; i < frames; i++) {
        expected[i] = row.get(4).get(i).asInt();
      }
      assertThat(row.get(4)).hasSize(frames);
      assertThat(padding.window(centre, length, frames / 2, frames / 2))
          .as(row.toString())
          .isEqualTo(expected);
      compared++;
    }
    assertThat(compared).isGreaterThanOrEqualTo(336);
    if (Goldens.bundled()) {
      assertThat(compared).isEqualTo(336);
    }
  }

  /** Nobody else defines what they are, so only what must hold for every window is asked for. */
  @ParameterizedTest
  @EnumSource
  void windowsThatAreNotSymmetricStayInsideTheClip(Padding padding) {
    for (int before = 0; before < 7; before++) {
      for (int after = 0; after < 7; after++) {
        int frames = before + 1 + after;
        for (int length = padding == Padding.REPLICATE ? 1 : frames; length < 16; length++) {
          for (int centre = 0; centre < length; centre++) {
            int[] window = padding.window(centre, length, before, after);
            assertThat(window).hasSize(frames);
            assertThat(Arrays.stream(window)).allMatch(new Clip(length)::has);
            for (int i = 0; i < frames; i++) {
              int frame = centre - before + i;
              if (frame >= 0 && frame < length) {
                assertThat(window[i]).isEqualTo(frame);
              }
            }
            if (padding == Padding.REFLECTION_CIRCLE || padding == Padding.CIRCLE) {
              // They bring new frames rather than one of the window's again.
              assertThat(Arrays.stream(window).distinct()).hasSize(frames);
            }
          }
        }
      }
    }
  }

  private record Clip(int length) {
    boolean has(int frame) {
      return frame >= 0 && frame < length;
    }
  }

  @Test
  void shortClipsSuitReplicateOnly() {
    for (Padding padding : Padding.values()) {
      assertThat(padding.suits(4, 5)).isEqualTo(padding == Padding.REPLICATE);
      assertThat(padding.suits(5, 5)).isTrue();
    }
    assertThatThrownBy(() -> Padding.CIRCLE.window(0, 4, 2, 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("CIRCLE needs clips of at least 5 frames, got 4");
    assertThat(Padding.REPLICATE.window(0, 1, 2, 2)).containsExactly(0, 0, 0, 0, 0);
  }

  @Test
  void theDefaultIsWhatTheOfficialModelsWereTestedWith() {
    EdvrConfig sr = EdvrConfig.m();
    EdvrConfig deblur = new EdvrConfig(64, 5, 8, 5, 10, 2, true, true, true);
    EdvrConfig stage2 = new EdvrConfig(64, 5, 8, 5, 10, 2, true, false, true);
    assertThat(Padding.defaultFor(sr)).isEqualTo(Padding.REFLECTION_CIRCLE);
    assertThat(Padding.defaultFor(deblur)).isEqualTo(Padding.REPLICATE);
    assertThat(Padding.defaultFor(stage2)).isEqualTo(Padding.REFLECTION_CIRCLE);
  }
}
