package io.github.edvr4j.train.validation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.metrics.Channels;
import io.github.edvr4j.metrics.Psnr;
import io.github.edvr4j.metrics.Rgb8;
import io.github.edvr4j.metrics.Ssim;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.ops.RandomWeights;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.resize.Bicubic;
import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.stream.FrameStream;
import io.github.edvr4j.stream.Padding;
import io.github.edvr4j.stream.Restorer;
import io.github.edvr4j.stream.StreamOptions;
import io.github.edvr4j.train.data.Clip;
import io.github.edvr4j.train.data.ClipPair;
import io.github.edvr4j.train.data.DamagedClip;
import io.github.edvr4j.train.data.Region;
import io.github.edvr4j.train.options.OptionSections;
import io.github.edvr4j.train.options.Section;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("narrow")
class ClipValidationTest {

  private static final EdvrConfig CONFIG = new EdvrConfig(4, 3, 1, 1, 1, 1, false, false, true);
  private static final Weights WEIGHTS = new RandomWeights(3);
  private static final int HEIGHT = 32;
  private static final int WIDTH = 48;

  @TempDir private Path folder;
  private final List<String> warnings = new ArrayList<>();
  private int reads;
  private boolean stopped;

  /** A clip in memory. */
  private Clip clip(String name, List<Rgb8> frames) {
    return new Clip() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public int frames() {
        return frames.size();
      }

      @Override
      public int height() {
        return frames.getFirst().height();
      }

      @Override
      public int width() {
        return frames.getFirst().width();
      }

      @Override
      public Rgb8 read(int frame, Region region) {
        reads++;
        return cut(frames.get(frame), region);
      }
    };
  }

  private static Rgb8 cut(Rgb8 picture, Region region) {
    byte[] values = new byte[3 * region.height() * region.width()];
    for (int y = 0; y < region.height(); y++) {
      System.arraycopy(
          picture.values(),
          3 * ((region.top() + y) * picture.width() + region.left()),
          values,
          3 * y * region.width(),
          3 * region.width());
    }
    return new Rgb8(region.height(), region.width(), values);
  }

  private static List<Rgb8> frames(int count, int height, int width) {
    Random random = new Random(5);
    List<Rgb8> frames = new ArrayList<>();
    for (int t = 0; t < count; t++) {
      byte[] values = new byte[3 * height * width];
      random.nextBytes(values);
      frames.add(new Rgb8(height, width, values));
    }
    return frames;
  }

  private static Frame frame(Rgb8 picture) {
    float[] rgb = new float[picture.values().length];
    for (int i = 0; i < rgb.length; i++) {
      rgb[i] = Byte.toUnsignedInt(picture.values()[i]) / 255f;
    }
    return new Frame(picture.height(), picture.width(), rgb);
  }

  private static Rgb8 resized(Rgb8 picture, int height, int width) {
    return Rgb8.of(
        height,
        width,
        Bicubic.resize(frame(picture).rgb(), picture.height(), picture.width(), 3, height, width));
  }

  private ClipValidation validation(
      Channels channels, OptionalInt frames, Optional<Path> pictures, HeldOut... clips) {
    return new ClipValidation(
        List.of(clips),
        new Protocol(channels, 0, frames, true),
        pictures,
        1,
        warnings::add,
        (clip, done, of) -> {},
        () -> stopped);
  }

  private static List<Rgb8> restored(List<Rgb8> low, Padding padding) {
    List<Rgb8> restored = new ArrayList<>();
    try (Restorer restorer = new Restorer(CONFIG, WEIGHTS, 1)) {
      FrameStream stream =
          restorer.open(
              restorer.plan(HEIGHT / 4, WIDTH / 4, StreamOptions.DEFAULT.withPadding(padding)),
              warning -> {});
      low.forEach(
          frame ->
              stream.push(frame(frame), out -> restored.add(Rgb8.of(HEIGHT, WIDTH, out.rgb()))));
      stream.finish(out -> restored.add(Rgb8.of(HEIGHT, WIDTH, out.rgb())));
    }
    return restored;
  }

  @Test
  void bothAreComparedWithEveryFrame() {
    List<Rgb8> high = frames(4, HEIGHT, WIDTH);
    List<Rgb8> low = high.stream().map(x -> resized(x, HEIGHT / 4, WIDTH / 4)).toList();
    HeldOut heldOut =
        new HeldOut(
            "val", new ClipPair(clip("000", high), Optional.empty()), Optional.of(Padding.CIRCLE));
    ValidationReport report =
        validation(Channels.Y, OptionalInt.empty(), Optional.empty(), heldOut)
            .run(500, CONFIG, WEIGHTS)
            .orElseThrow();
    List<Rgb8> restored = restored(low, Padding.CIRCLE);
    assertThat(report.iteration()).isEqualTo(500);
    assertThat(report.clips()).hasSize(1);
    ValidationReport.Clip clip = report.clips().getFirst();
    assertThat(clip.name()).isEqualTo("000");
    assertThat(clip.frames()).isEqualTo(4);
    double psnr = 0;
    double ssim = 0;
    double bicubic = 0;
    double copies = 0;
    for (int t = 0; t < 4; t++) {
      List<Rgb8> still = restored(Collections.nCopies(5, low.get(t)), Padding.CIRCLE);
      copies += Psnr.between(still.getFirst(), high.get(t), Channels.Y, 0) / 4;
      psnr += Psnr.between(restored.get(t), high.get(t), Channels.Y, 0) / 4;
      ssim += Ssim.between(restored.get(t), high.get(t), Channels.Y, 0) / 4;
      bicubic += Psnr.between(resized(low.get(t), HEIGHT, WIDTH), high.get(t), Channels.Y, 0) / 4;
    }
    assertThat(clip.restored().psnr()).isCloseTo(psnr, within(1e-9));
    assertThat(clip.restored().ssim()).isCloseTo(ssim, within(1e-9));
    assertThat(clip.bicubic().psnr()).isCloseTo(bicubic, within(1e-9));
    assertThat(clip.copies().orElseThrow().psnr()).isCloseTo(copies, within(1e-9));
    assertThat(clip.temporalGain().orElseThrow()).isCloseTo(psnr - copies, within(1e-9));
    assertThat(warnings).isEmpty();
  }

  @Test
  void copiesCanBeLeftOut() {
    HeldOut heldOut = pair(clip("000", frames(3, HEIGHT, WIDTH)), Optional.empty());
    Protocol quick = new Protocol(Channels.Y, 0, OptionalInt.empty(), false);
    ValidationReport report =
        new ClipValidation(
                List.of(heldOut),
                quick,
                Optional.empty(),
                1,
                warnings::add,
                (clip, done, of) -> {},
                () -> false)
            .run(1, CONFIG, WEIGHTS)
            .orElseThrow();
    assertThat(report.mean().copies()).isEmpty();
    assertThat(report.mean().temporalGain()).isEmpty();
    assertThat(report.mean().restored())
        .isEqualTo(validation(heldOut).run(1, CONFIG, WEIGHTS).orElseThrow().mean().restored());
  }

  @Test
  void framesThatAreGivenAreTaken() {
    List<Rgb8> high = frames(3, HEIGHT + 3, WIDTH + 1);
    List<Rgb8> low = frames(3, HEIGHT / 4, WIDTH / 4);
    HeldOut heldOut =
        new HeldOut(
            "val",
            new ClipPair(clip("000", high), Optional.of(clip("000", low))),
            Optional.of(Padding.REPLICATE));
    ValidationReport report =
        validation(Channels.RGB, OptionalInt.empty(), Optional.empty(), heldOut)
            .run(1, CONFIG, WEIGHTS)
            .orElseThrow();
    double psnr = 0;
    List<Rgb8> restored = restored(low, Padding.REPLICATE);
    for (int t = 0; t < 3; t++) {
      Rgb8 cut = cut(high.get(t), new Region(0, 0, HEIGHT, WIDTH));
      psnr += Psnr.between(restored.get(t), cut, Channels.RGB, 0) / 3;
    }
    assertThat(report.mean().restored().psnr()).isCloseTo(psnr, within(1e-9));
  }

  @Test
  void aSecondRunGivesTheSameAndReadsTheSame() {
    HeldOut heldOut = pair(clip("000", frames(3, HEIGHT, WIDTH)), Optional.empty());
    ClipValidation validation =
        validation(Channels.Y, OptionalInt.empty(), Optional.empty(), heldOut);
    ValidationReport first = validation.run(1, CONFIG, WEIGHTS).orElseThrow();
    assertThat(reads).isEqualTo(3);
    ValidationReport second = validation.run(2, CONFIG, new RandomWeights(4)).orElseThrow();
    assertThat(reads).isEqualTo(6);
    assertThat(second.mean().bicubic()).isEqualTo(first.mean().bicubic());
    assertThat(second.mean().restored()).isNotEqualTo(first.mean().restored());
    assertThat(second.mean().copies()).isPresent().isNotEqualTo(first.mean().copies());
  }

  @Test
  void theFirstFramesCanBeChosenAndPicturesSaved() throws IOException {
    HeldOut heldOut = pair(clip("holiday", frames(5, HEIGHT, WIDTH)), Optional.empty());
    ClipValidation validation =
        validation(Channels.Y, OptionalInt.of(3), Optional.of(folder.resolve("v")), heldOut);
    assertThat(validation.run(500, CONFIG, WEIGHTS).orElseThrow().clips().getFirst().frames())
        .isEqualTo(3);
    validation.run(1000, CONFIG, WEIGHTS);
    try (var files = Files.list(folder.resolve("v/val/holiday"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "00000000_500.png",
              "00000001_500.png",
              "00000002_500.png",
              "00000000_1000.png",
              "00000001_1000.png",
              "00000002_1000.png");
    }
  }

  @Test
  void itStopsWhenItIsTold() {
    HeldOut heldOut = pair(clip("000", frames(3, HEIGHT, WIDTH)), Optional.empty());
    ClipValidation validation =
        validation(
            Channels.Y, OptionalInt.empty(), Optional.of(folder.resolve("v")), heldOut, heldOut);
    stopped = true;
    assertThat(validation.run(1, CONFIG, WEIGHTS)).isEmpty();
    assertThat(reads).isZero();
    assertThat(folder.resolve("v/val/000")).doesNotExist();
    stopped = false;
    assertThat(validation.run(1, CONFIG, WEIGHTS)).isPresent();
  }

  @Test
  void sidesThatDoNotFitAreRefused() {
    Clip high = clip("000", frames(2, HEIGHT, WIDTH));
    assertThatThrownBy(() -> run(high, clip("000", frames(2, HEIGHT / 2, WIDTH / 2))))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("000", "24x16", "48x32", "by 4");
    assertThatThrownBy(() -> run(high, clip("000", frames(3, HEIGHT / 4, WIDTH / 4))))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("2 frames", "3");
  }

  private void run(Clip high, Clip low) {
    validation(pair(high, Optional.of(low))).run(1, CONFIG, WEIGHTS);
  }

  private static HeldOut pair(Clip high, Optional<Clip> low) {
    return new HeldOut("val", new ClipPair(high, low), Optional.empty());
  }

  private ClipValidation validation(HeldOut... clips) {
    return validation(Channels.Y, OptionalInt.empty(), Optional.empty(), clips);
  }

  @Test
  void whatCannotBeMeasuredIsFoundOutBeforehand() {
    Clip high = clip("000", frames(2, HEIGHT, WIDTH));
    validation(pair(high, Optional.empty())).check(CONFIG);
    assertUnfit(pair(high, Optional.of(clip("000", frames(2, 4, 4)))), CONFIG, "4x4", "48x32");
    assertUnfit(pair(clip("000", frames(2, 3, 3)), Optional.empty()), CONFIG, "3x3", "too small");
    EdvrConfig deblurring = new EdvrConfig(4, 3, 1, 1, 1, 1, true, true, true);
    assertUnfit(pair(high, Optional.empty()), deblurring, "dataroot_lq");
    assertUnfit(pair(new DamagedClip(high, 1), Optional.empty()), CONFIG, "000/1 is damaged");
    Clip low = clip("000", frames(2, HEIGHT / 4, WIDTH / 4));
    assertUnfit(pair(high, Optional.of(new DamagedClip(low, 1))), CONFIG, "000/1 is damaged");
  }

  @Test
  void picturesOfClipsWithTheSameNameAreKeptApart() {
    ClipPair clip = new ClipPair(clip("000", frames(1, HEIGHT, WIDTH)), Optional.empty());
    Optional<Path> pictures = Optional.of(folder.resolve("v"));
    HeldOut one = new HeldOut("REDS4", clip, Optional.empty());
    HeldOut other = new HeldOut("mine", clip, Optional.empty());
    ClipValidation apart = validation(Channels.Y, OptionalInt.empty(), pictures, one, other);
    apart.check(CONFIG);
    apart.run(7, CONFIG, WEIGHTS);
    assertThat(folder.resolve("v/REDS4/000/00000000_7.png")).isRegularFile();
    assertThat(folder.resolve("v/mine/000/00000000_7.png")).isRegularFile();
    assertThatThrownBy(
            () -> validation(Channels.Y, OptionalInt.empty(), pictures, one, one).check(CONFIG))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("REDS4/000");
    validation(one, one).check(CONFIG);
  }

  @Test
  void aDatasetIsCalledByItsNameOrItsSection() {
    Section options =
        OptionSections.of(
            Map.of(
                "val", Map.of("name", "REDS4", "padding", "circle"),
                "val_2", Map.of(),
                "val_3", Map.of("name", "../up")));
    assertThat(HeldOutDataset.Options.of(options.requiredSection("val")))
        .isEqualTo(new HeldOutDataset.Options("REDS4", Optional.of(Padding.CIRCLE)));
    assertThat(HeldOutDataset.Options.of(options.requiredSection("val_2")))
        .isEqualTo(new HeldOutDataset.Options("val_2", Optional.empty()));
    assertThatThrownBy(() -> HeldOutDataset.Options.of(options.requiredSection("val_3")))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("val_3:name", "../up");
  }

  private void assertUnfit(HeldOut clip, EdvrConfig config, String... what) {
    assertThatThrownBy(() -> validation(clip).check(config))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("000")
        .satisfies(e -> assertThat(e.getMessage()).contains(what));
  }
}
