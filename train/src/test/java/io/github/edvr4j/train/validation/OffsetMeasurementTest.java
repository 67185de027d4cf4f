package io.github.edvr4j.train.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.metrics.Channels;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.train.data.KnownMotion;
import io.github.edvr4j.train.data.Motion;
import io.github.edvr4j.train.options.OptionSections;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import javax.imageio.ImageIO;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Photographs that move by a pixel a frame, and a network whose offsets are set by hand. */
class OffsetMeasurementTest {

  /**
   * The first frame of three is the center, so that of a scene of three only the next is a
   * neighbor.
   */
  private static final EdvrConfig CONFIG = new EdvrConfig(4, 3, 2, 0, 0, 0, false, false, false);

  private static final int TAPS = 9;

  /** Offsets and motions are of type float, and at most 2. */
  private static final Offset<Double> ROUNDING = within(1e-5);

  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.createDirectories(folder.resolve("photos"));
    Random random = new Random(1);
    BufferedImage picture = new BufferedImage(80, 80, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 80 * 80; i++) {
      picture.setRGB(i % 80, i / 80, random.nextInt(1 << 24));
    }
    ImageIO.write(picture, "png", folder.resolve("photos/one.png").toFile());
  }

  /** All is zero but the offsets, which are the same everywhere and for every neighbor. */
  private record Shift(double dy, double dx) implements Weights {
    @Override
    public float[] get(String name, int elements) {
      float[] values = new float[elements];
      if (name.matches("pcd_align\\.dcn_pack\\.l[123]\\.conv_offset\\.bias")) {
        double size = 1 << (name.charAt("pcd_align.dcn_pack.l".length()) - '1');
        for (int i = 0; i < 2 * CONFIG.deformableGroups() * TAPS; i++) {
          values[i] = (float) ((i % 2 == 0 ? dy : dx) / size);
        }
      }
      return values;
    }
  }

  private List<HeldOut> heldOut(int size) {
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("name", "moved");
    options.put("type", "MovingPhotoDataset");
    options.put("dataroot_gt", folder.resolve("photos").toString());
    options.put("cache_dir", folder.resolve("cache").toString());
    options.put("size", size);
    options.put("motions", 1);
    options.put("layers", 1);
    options.put("frames", 3);
    return HeldOutDataset.of(OptionSections.of(options), 3, note -> {}).open();
  }

  private static ValidationReport.Clip measure(HeldOut clip, Weights weights, OptionalInt frames) {
    ClipValidation validation =
        new ClipValidation(
            List.of(clip),
            new Protocol(Channels.Y, 0, frames, true),
            Optional.empty(),
            1,
            warning -> {},
            (name, done, of) -> {},
            () -> false);
    validation.check(CONFIG);
    return validation.run(0, CONFIG, weights).orElseThrow().clips().getFirst();
  }

  private static OffsetError layer(ValidationReport.Clip clip, String layer) {
    return clip.offsets().stream()
        .filter(error -> error.layer().equals(layer))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void offsetsThatStayAtZeroMissAllOfTheMotion() {
    ValidationReport.Clip clip =
        measure(heldOut(64).getFirst(), new Shift(0, 0), OptionalInt.of(1));
    assertThat(clip.offsets())
        .extracting(OffsetError::layer)
        .containsExactly("Level 3", "Level 2", "Level 1", "Cascade");
    for (int level = 1; level <= 3; level++) {
      OffsetError error = layer(clip, "Level " + level);
      assertThat(error.motion()).isCloseTo(1.0 / (1 << (level - 1)), ROUNDING);
      assertThat(error.relative().orElseThrow()).isCloseTo(1, ROUNDING);
      assertThat(error.places()).isPositive();
    }
    assertThat(layer(clip, "Cascade").error()).isZero();
    assertThat(layer(clip, "Cascade").relative()).isEmpty();
    // A scene whose motion is known is not cut.
    assertThat(clip.frames()).isEqualTo(3);
  }

  @Test
  void offsetsThatFollowTheMotionAreRight() {
    HeldOut heldOut = heldOut(64).getFirst();
    KnownMotion known = heldOut.clip().high().motion().orElseThrow();
    Motion next = known.motion(0, 1, CONFIG.scale());
    int middle = next.known().shape().plane() / 2 + next.known().shape().w() / 2;
    assertThat(next.known().data()[middle]).isEqualTo(1);
    double dy = next.displacement().data()[middle];
    double dx = next.displacement().data()[next.known().shape().plane() + middle];
    ValidationReport.Clip right = measure(heldOut, new Shift(dy, dx), OptionalInt.empty());
    ValidationReport.Clip back = measure(heldOut, new Shift(-dy, -dx), OptionalInt.empty());
    ValidationReport.Clip turned = measure(heldOut, new Shift(dx, -dy), OptionalInt.empty());
    for (int level = 1; level <= 3; level++) {
      String name = "Level " + level;
      assertThat(layer(right, name).relative().orElseThrow()).isCloseTo(0, ROUNDING);
      assertThat(layer(back, name).relative().orElseThrow()).isCloseTo(2, ROUNDING);
      assertThat(layer(turned, name).relative().orElseThrow()).isCloseTo(Math.sqrt(2), ROUNDING);
    }
  }

  @Test
  void sizesThatTheNetworkTakesOnlyPaddedAreRefusedBeforehand() {
    assertThatThrownBy(() -> measure(heldOut(56).getFirst(), new Shift(0, 0), OptionalInt.empty()))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("multiples of 4, not 14x14: give a multiple of 16");
  }
}
