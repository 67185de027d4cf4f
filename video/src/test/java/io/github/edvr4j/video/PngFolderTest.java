package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.stream.Frame;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferUShort;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngFolderTest {
  @TempDir Path folder;

  private void png(String name, BufferedImage image) throws IOException {
    assertThat(ImageIO.write(image, "png", folder.resolve(name).toFile())).isTrue();
  }

  private static BufferedImage one(int type, int argb) {
    BufferedImage image = new BufferedImage(1, 1, type);
    image.setRGB(0, 0, argb);
    return image;
  }

  private float[] only() {
    return Clips.read(folder).getFirst().frame().rgb();
  }

  @Test
  void namesComeInNaturalOrder() {
    List<String> ordered =
        List.of(
            "0.png",
            "01.png",
            "1.png",
            "2.png",
            "10.png",
            "a.png",
            "a1.png",
            "a1b.png",
            "a2.png",
            "a10.png",
            "a010b2.png",
            "a123456789012345678901234567890.png",
            "b.png");
    List<String> shuffled = new ArrayList<>(ordered);
    Collections.shuffle(shuffled, new Random(1));
    shuffled.sort(NaturalOrder.INSTANCE);
    assertThat(shuffled).isEqualTo(ordered);
  }

  @Test
  void aFullDiskIsNamed() {
    Path full = Path.of("/dev/full");
    assumeThat(full).as("this system has no /dev/full").exists();
    assertThatIOException()
        .isThrownBy(() -> Png.write(new Frame(1, 1, new float[3]), false, full))
        .withMessageContaining("No space left");
  }

  @Test
  void framesAreReadInThatOrderAndKeepTheirNames() throws IOException {
    for (int i : new int[] {10, 2, 1}) {
      png("f" + i + ".png", one(BufferedImage.TYPE_INT_RGB, i << 16));
    }
    Files.writeString(folder.resolve("notes.txt"), "not a frame");
    List<TimedFrame> frames = Clips.read(folder);
    assertThat(frames).extracting(TimedFrame::name).containsExactly("f1.png", "f2.png", "f10.png");
    assertThat(frames).extracting(TimedFrame::pts).containsExactly(0L, 1L, 2L);
    assertThat(frames.get(2).frame().rgb()).containsExactly(10 / 255f, 0, 0);
    assertThat(Clips.info(folder).expectedFrames()).hasValue(3);
  }

  @Test
  void sixteenBitsAreKept() throws IOException {
    short[] samples = {(short) 65535, 257, (short) 40001};
    WritableRaster raster =
        Raster.createInterleavedRaster(
            new DataBufferUShort(samples, 3), 1, 1, 3, 3, new int[] {0, 1, 2}, null);
    ColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, 1, DataBuffer.TYPE_USHORT);
    png("a.png", new BufferedImage(model, raster, false, null));
    assertThat(only()).containsExactly(1f, 257 / 65535f, 40001 / 65535f);
  }

  @Test
  void greyIsSpreadWithoutGamma() throws IOException {
    BufferedImage grey = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_GRAY);
    grey.getRaster().setSample(0, 0, 0, 100);
    png("a.png", grey);
    assertThat(only()).containsExactly(100 / 255f, 100 / 255f, 100 / 255f);

    BufferedImage wide = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
    wide.getRaster().setSample(0, 0, 0, 30000);
    png("a.png", wide);
    assertThat(only()).containsExactly(30000 / 65535f, 30000 / 65535f, 30000 / 65535f);
  }

  @Test
  void alphaIsDroppedAndPalettesAreLookedUp() throws IOException {
    png("a.png", one(BufferedImage.TYPE_INT_ARGB, 0x40336699));
    assertThat(only()).containsExactly(0x33 / 255f, 0x66 / 255f, 0x99 / 255f);
    png("a.png", one(BufferedImage.TYPE_BYTE_INDEXED, 0xff336699));
    assertThat(only()).containsExactly(0x33 / 255f, 0x66 / 255f, 0x99 / 255f);
    png("a.png", one(BufferedImage.TYPE_BYTE_BINARY, 0xffffffff));
    assertThat(only()).containsExactly(1f, 1f, 1f);
  }

  @Test
  void anotherSizeIsNamed() throws IOException {
    png("1.png", new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB));
    png("2.png", new BufferedImage(2, 3, BufferedImage.TYPE_INT_RGB));
    assertThatExceptionOfType(EdvrException.class)
        .isThrownBy(() -> Clips.read(folder))
        .withMessageContainingAll("2.png", "2x3", "1.png", "2x2");
  }

  @Test
  void whatIsNoPngIsNamed() throws IOException {
    Files.writeString(folder.resolve("1.png"), "nothing");
    assertThatExceptionOfType(EdvrException.class)
        .isThrownBy(() -> Clips.read(folder))
        .withMessageContainingAll("1.png", "can't be read as a picture");
  }

  @Test
  void framesAreClampedAndRoundedHalfToEven() throws IOException {
    Path out = folder.resolve("out");
    float[] values = {-1, 2, 0.5f / 255, 1.5f / 255, 2.5f / 255, 100.4f / 255};
    Frame frame = new Frame(1, 2, values);
    try (FrameSink sink =
        FrameSink.open(
            out + "/",
            Clips.info(2, 1, new Rational(1, 25), new Rational(25, 1)),
            SinkOptions.DEFAULT)) {
      sink.write(new TimedFrame(frame, 0, 1, "x.png"));
      sink.finish();
    }
    float[] read = Clips.read(out).getFirst().frame().rgb();
    int[] expected = new int[6];
    for (int i = 0; i < 6; i++) {
      expected[i] = (int) Math.rint(Math.clamp(values[i], 0f, 1f) * 255f);
      assertThat(read[i]).isCloseTo(expected[i] / 255f, within(1e-7f));
    }
    assertThat(expected).startsWith(0, 255, 0, 2, 2).endsWith(100);
    try (Stream<Path> entries = Files.list(out)) {
      assertThat(entries).containsExactly(out.resolve("x.png"));
    }
  }

  @Test
  void deepClipsGetSixteenBits() {
    Path out = folder.resolve("deep");
    float[] values = {0, 1, 0.5f, 12345f / 65535, 40001f / 65535, 1.5f / 65535};
    ClipInfo info = Clips.info(2, 1, new Rational(1, 25), new Rational(25, 1)).withBitDepth(10);
    try (FrameSink sink = FrameSink.open(out + "/", info, SinkOptions.DEFAULT)) {
      sink.write(new TimedFrame(new Frame(1, 2, values), 0, 1, "x.png"));
      sink.finish();
    }
    assertThat(Clips.read(out).getFirst().frame().rgb())
        .containsExactly(0, 1, 32768f / 65535, 12345f / 65535, 40001f / 65535, 2f / 65535);
  }

  @Test
  void aVideoBecomesNumberedFilesAndBack() {
    Path out = folder.resolve("frames");
    List<TimedFrame> clip = Clips.read(Clips.SAMPLE).subList(0, 3);
    ClipInfo info = Clips.info(Clips.SAMPLE);
    try (FrameSink sink = FrameSink.open(out + "/", info, SinkOptions.DEFAULT)) {
      clip.forEach(sink::write);
      sink.finish();
    }
    List<TimedFrame> read = Clips.read(out);
    assertThat(read)
        .extracting(TimedFrame::name)
        .containsExactly("00000000.png", "00000001.png", "00000002.png");
    for (int i = 0; i < clip.get(2).frame().rgb().length; i++) {
      assertThat(read.get(2).frame().rgb()[i])
          .isCloseTo(Math.clamp(clip.get(2).frame().rgb()[i], 0f, 1f), within(0.5001f / 255));
    }
    assertThatExceptionOfType(EdvrException.class)
        .isThrownBy(
            () -> {
              try (FrameSink sink = FrameSink.open(out + "/", info, SinkOptions.DEFAULT)) {
                sink.write(clip.getFirst());
              }
            })
        .withMessageContainingAll("00000000.png", "exists already");
  }

  private static TimedFrame frame(String name) {
    return new TimedFrame(Clips.flat(2, 1, 1, 0, 0), 0, 1, name);
  }

  private static FrameSink sink(Path out, boolean overwrite) {
    return FrameSink.open(
        out + "/",
        Clips.info(2, 1, new Rational(1, 25), new Rational(25, 1)),
        SinkOptions.DEFAULT.withOverwrite(overwrite));
  }

  @Test
  void anUnfinishedFolderVanishes() {
    Path out = folder.resolve("out");
    try (FrameSink sink = sink(out, false)) {
      sink.write(frame("1.png"));
      sink.write(frame("2.png"));
      assertThat(out.resolve("2.png")).exists();
    }
    assertThat(out).doesNotExist();
  }

  @Test
  void whatWasThereBeforeAnUnfinishedRunStays() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    try (FrameSink sink = sink(empty, false)) {
      sink.write(frame("1.png"));
    }
    assertThat(empty).isEmptyDirectory();

    Path full = Files.createDirectory(folder.resolve("full"));
    png("full/1.png", one(BufferedImage.TYPE_INT_RGB, 0));
    try (FrameSink sink = sink(full, true)) {
      sink.write(frame("1.png"));
      sink.write(frame("2.png"));
      sink.write(frame("2.png"));
    }
    try (Stream<Path> entries = Files.list(full)) {
      assertThat(entries).containsExactly(full.resolve("1.png"));
    }
    assertThat(Clips.read(full).getFirst().frame().rgb()).startsWith(1, 0, 0);
  }

  @Test
  void aNewFolderWithSomebodyElsesFilesStays() throws IOException {
    Path out = folder.resolve("out");
    try (FrameSink sink = sink(out, false)) {
      sink.write(frame("1.png"));
      Files.writeString(out.resolve("notes.txt"), "precious");
    }
    try (Stream<Path> entries = Files.list(out)) {
      assertThat(entries).containsExactly(out.resolve("notes.txt"));
    }
  }
}
