package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageFolderTest {
  @TempDir Path folder;

  /** A picture of one grey, which says where it is from. */
  private void picture(String name, String format, int grey) throws IOException {
    BufferedImage image = new BufferedImage(16, 16, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 256; i++) {
      image.setRGB(i % 16, i / 16, 0x010101 * grey);
    }
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
  }

  private static List<TimedFrame> read(String input, SourceOptions options) {
    List<TimedFrame> frames = new ArrayList<>();
    try (FrameSource source = FrameSource.open(input, options)) {
      for (var frame = source.next(); frame.isPresent(); frame = source.next()) {
        frames.add(frame.get());
      }
      assertThat(source.info().expectedFrames()).hasValue(frames.size());
    }
    return frames;
  }

  private static List<Integer> greys(List<TimedFrame> frames) {
    return frames.stream().map(frame -> Math.round(255 * frame.frame().rgb()[0])).toList();
  }

  private static void assertRefused(String input, SourceOptions options, String... words) {
    assertThatExceptionOfType(EdvrException.class)
        .isThrownBy(() -> read(input, options))
        .withMessageContainingAll(words)
        .satisfies(failure -> assertThat(failure.category()).isEqualTo(Category.INPUT));
  }

  @Test
  void kindsOfPicturesMayBeMixed() throws IOException {
    picture("f10.png", "png", 40);
    picture("f9.JPG", "jpeg", 30);
    picture("f1.bmp", "bmp", 10);
    picture("f2.tif", "tiff", 20);
    picture("f11.jpeg.png", "jpeg", 50);
    picture(".hidden.png", "png", 99);
    Files.writeString(folder.resolve("notes.txt"), "not a frame");
    Files.createDirectory(folder.resolve("f3.png"));
    List<TimedFrame> frames = read(folder.toString(), SourceOptions.DEFAULT);
    assertThat(greys(frames)).containsExactly(10, 20, 30, 40, 50);
    assertThat(frames)
        .extracting(TimedFrame::name)
        .containsExactly("f1.png", "f2.png", "f9.png", "f10.png", "f11.jpeg.png");
    assertThat(frames).extracting(TimedFrame::pts).containsExactly(0L, 1L, 2L, 3L, 4L);
  }

  @Test
  void aSinglePictureIsAClipOfOneFrame() throws IOException {
    picture("100%d.png", "png", 70);
    String input = folder.resolve("100%d.png").toString();
    List<TimedFrame> frames = read(input, SourceOptions.DEFAULT);
    assertThat(greys(frames)).containsExactly(70);
    assertThat(frames.getFirst().name()).isEqualTo("100%d.png");
    try (FrameSource source = FrameSource.open(input, SourceOptions.DEFAULT)) {
      assertThat(source.info())
          .isEqualTo(
              ClipInfo.of(16, 16, new Rational(25, 1)).withExpectedFrames(OptionalLong.of(1)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.02, 0",
    "0, 0.1, '0 1 2'",
    "0.1, 0.2, '3 4 5'",
    "0.133, 0.2, '4 5'",
    "0.2, 9, '6 7'"
  })
  void aRangeCountsByTheRate(double start, double end, String greys) throws IOException {
    for (int i = 0; i < 8; i++) {
      picture(i + ".png", "png", i);
    }
    SourceOptions options =
        SourceOptions.DEFAULT
            .withFolderRate(new Rational(30, 1))
            .withRange(nanos(start), Optional.of(nanos(end)));
    List<TimedFrame> frames = read(folder.toString(), options);
    assertThat(greys(frames)).map(String::valueOf).containsExactly(greys.split(" "));
    assertThat(frames.getFirst().pts()).isEqualTo((long) greys(frames).getFirst());
    assertRefused(
        folder.toString(),
        options.withRange(nanos(0.267), Optional.empty()),
        folder.toString(),
        "lasts 0.267 s");
  }

  private static Duration nanos(double seconds) {
    return Duration.ofNanos(Math.round(1e9 * seconds));
  }

  @Test
  void aPatternTakesTheNumbersOfOneName() throws IOException {
    for (String name : List.of("a0001", "a0002", "a10000", "a3", "b0001", "a0001b")) {
      picture("in/" + name + ".png", "png", 10 * name.length());
    }
    picture("in/a0003.jpg", "jpeg", 10);
    String in = folder.resolve("in") + "/";
    assertThat(read(in + "a%04d.png", SourceOptions.DEFAULT))
        .extracting(TimedFrame::name)
        .containsExactly("a0001.png", "a0002.png", "a10000.png");
    assertThat(read(in + "a%d.png", SourceOptions.DEFAULT))
        .extracting(TimedFrame::name)
        .containsExactly("a0001.png", "a0002.png", "a3.png", "a10000.png");
    assertRefused(in + "c%04d.png", SourceOptions.DEFAULT, "c%04d.png", "no file has such a name");
    assertRefused(folder + "/no/%04d.png", SourceOptions.DEFAULT, "no", "can't be read");
    assertRefused(in + "a%d%d.png", SourceOptions.DEFAULT, "a%d%d.png", "no such file");
  }

  @Test
  void whatAFolderHoldsInPlaceOfPicturesIsNamed() throws IOException {
    assertRefused(folder.toString(), SourceOptions.DEFAULT, "has no picture", "it is empty");
    Files.createDirectory(folder.resolve("sub"));
    Files.createFile(folder.resolve("a.mp4"));
    Files.createFile(folder.resolve("b.MP4"));
    Files.createFile(folder.resolve("README"));
    assertRefused(
        folder.toString(),
        SourceOptions.DEFAULT,
        folder.toString(),
        "has no picture (PNG, JPEG, TIFF, WebP or BMP)",
        "it holds 2 × .mp4, 1 × folder, 1 × other file");
  }

  @Test
  void twoPicturesForOneNameAreRefused() throws IOException {
    picture("1.jpg", "jpeg", 1);
    picture("1.png", "png", 1);
    assertRefused(folder.toString(), SourceOptions.DEFAULT, "1.jpg", "1.png", "same name");
  }
}
