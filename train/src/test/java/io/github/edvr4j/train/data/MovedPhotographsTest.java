package io.github.edvr4j.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.metrics.Rgb8;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MovedPhotographsTest {

  private static final int SIZE = 32;

  /** Displacements are of type float, and at most 32. */
  private static final Offset<Double> ROUNDING = within(1e-5);

  @TempDir private Path folder;

  @BeforeEach
  void write() {
    for (int i = 0; i < 3; i++) {
      DataFiles.write(
          folder.resolve("photos/%d.png".formatted(i)),
          DataFiles.png(DataFiles.picture(64, 60, i)));
    }
  }

  private List<ClipPair> clips(String... lines) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "type: MovingPhotoDataset",
                "dataroot_gt: " + folder.resolve("photos"),
                "cache_dir: " + folder.resolve("cache"),
                "size: " + SIZE));
    all.addAll(List.of(lines));
    return Clips.of(DataFiles.section(folder, all.toArray(String[]::new)), 5, note -> {})
        .forValidation();
  }

  private static Rgb8 frame(Clip clip, int number) {
    return clip.read(number, new Region(0, 0, clip.height(), clip.width()));
  }

  @Test
  void everySpeedAndNumberOfLayersIsAClipOfAllPhotographs() {
    List<ClipPair> clips = clips("motions: [0.25, 1]", "layers: [1, 2]");
    assertThat(clips)
        .extracting(clip -> clip.high().name())
        .containsExactly("moved/0.25px", "moved/1px", "moved/0.25px-2layers", "moved/1px-2layers");
    for (ClipPair clip : clips) {
      assertThat(clip.low()).isEmpty();
      assertThat(clip.high().frames()).isEqualTo(3 * 5);
      assertThat(clip.high().motion().orElseThrow().sceneFrames()).isEqualTo(5);
      assertThat(frame(clip.high(), 7)).isEqualTo(frame(clip.high(), 7));
    }
  }

  /** Noise can't be found again anywhere else. */
  @Test
  void theMiddleFrameOfASceneIsThePhotographs() {
    Clip clip = clips("motions: 1", "layers: 1").getFirst().high();
    for (int scene = 0; scene < 3; scene++) {
      Rgb8 middle = frame(clip, 5 * scene + 2);
      Rgb8 photograph = DataFiles.picture(64, 60, scene);
      byte[] row = Arrays.copyOf(middle.values(), 3 * SIZE);
      boolean found = false;
      for (int y = 0; y <= 60 - SIZE; y++) {
        for (int x = 0; x <= 64 - SIZE; x++) {
          int at = 3 * (y * 64 + x);
          found |= Arrays.equals(row, Arrays.copyOfRange(photograph.values(), at, at + 3 * SIZE));
        }
      }
      assertThat(found).as("scene " + scene).isTrue();
    }
  }

  @Test
  void everythingMovesAsFastAsItWasSaid() {
    KnownMotion motion =
        clips("motions: 0.5", "layers: 1").getFirst().high().motion().orElseThrow();
    for (int scene = 0; scene < 3; scene++) {
      for (int step : new int[] {-2, -1, 1, 2}) {
        Motion moved = motion.motion(scene, step, 4);
        int plane = moved.known().shape().plane();
        assertThat(plane).isEqualTo(SIZE / 4 * SIZE / 4);
        int known = 0;
        for (int i = 0; i < plane; i++) {
          if (moved.known().data()[i] == 1) {
            known++;
            float[] data = moved.displacement().data();
            assertThat(Math.hypot(data[i], data[plane + i]))
                .isCloseTo(0.5 * Math.abs(step), ROUNDING);
          }
        }
        assertThat(known).isGreaterThan(plane / 2);
      }
    }
  }

  @Test
  void otherSeedsGiveOtherWays() {
    Clip clip = clips("motions: 1", "layers: 1").getFirst().high();
    assertThat(frame(clips("motions: 1", "layers: 1", "seed: 0").getFirst().high(), 4))
        .isEqualTo(frame(clip, 4));
    assertThat(frame(clips("motions: 1", "layers: 1", "seed: 1").getFirst().high(), 4))
        .isNotEqualTo(frame(clip, 4));
  }

  @Test
  void aSecondLayerHidesPartOfTheFirst() {
    Clip one = clips("motions: 1", "layers: 1").getFirst().high();
    Clip two = clips("motions: 1", "layers: 2").getFirst().high();
    int hidden = 0;
    for (int scene = 0; scene < 3; scene++) {
      byte[] alone = frame(one, 5 * scene + 2).values();
      byte[] both = frame(two, 5 * scene + 2).values();
      for (int i = 0; i < alone.length; i++) {
        hidden += alone[i] == both[i] ? 0 : 1;
      }
    }
    // Of noise, one value in 256 is the same by chance.
    assertThat(hidden).isBetween(3 * SIZE * SIZE / 20, 3 * 3 * SIZE * SIZE * 19 / 20);
  }

  @Test
  void aliasedFramesAreTheMeansOfFourPixels() {
    ClipPair clip = clips("motions: 1", "layers: 1", "reduction: aliased").getFirst();
    assertThat(clip.high().name()).isEqualTo("aliased/1px");
    Rgb8 high = frame(clip.high(), 3);
    Rgb8 low = clip.low().orElseThrow().read(3, new Region(2, 1, 4, 5));
    int sum = 0;
    for (int[] place : new int[][] {{13, 17}, {13, 18}, {14, 17}, {14, 18}}) {
      sum += high.values()[3 * (place[0] * SIZE + place[1]) + 2] & 0xFF;
    }
    // Row 3 and column 4 of the whole, blue.
    assertThat(low.values()[3 * (1 * 5 + 3) + 2] & 0xFF).isEqualTo((sum + 2) / 4);
  }

  @Test
  void whatCannotBeIsSaid() {
    assertInvalid("motions", "motions: [1, -1]");
    assertInvalid("layers", "layers: 3");
    assertInvalid("frames", "frames: 4");
    assertInvalid("size", "size: 30");
    assertInvalid("reduction", "reduction: bilinear");
    assertThatThrownBy(() -> clips("motions: 2"))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("photograph 0.png: has 64x60 pixels, and 70 are needed");
  }

  private void assertInvalid(String key, String line) {
    assertThatThrownBy(() -> clips(line))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("option")
        .hasMessageContaining(key);
  }
}
