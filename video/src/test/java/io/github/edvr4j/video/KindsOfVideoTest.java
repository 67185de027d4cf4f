package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is no ordinary film in an ordinary container. */
class KindsOfVideoTest {
  @TempDir Path folder;

  private static List<Integer> reds(List<TimedFrame> frames) {
    return frames.stream().map(frame -> Math.round(255 * frame.frame().rgb()[0])).toList();
  }

  private static BufferedImage red(int red) {
    BufferedImage image = new BufferedImage(8, 4, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 32; i++) {
      image.setRGB(i % 8, i / 8, red << 16);
    }
    return image;
  }

  /** Streams without a container have no clock, no length and no count of frames. */
  @ParameterizedTest
  @CsvSource({
    "264, libopenh264",
    "m2v, mpeg2video",
    "m4v, mpeg4",
    "ivf, libvpx-vp9",
    "y4m, rawvideo"
  })
  void streamsWithoutAContainerAreRegular(String extension, String encoder) {
    Path file = folder.resolve("clip." + extension);
    Clips.write(
        file,
        Clips.info(64, 48, new Rational(1, 25), new Rational(25, 1)),
        SinkOptions.DEFAULT.withEncoding(EncodingRequest.DEFAULT.withCodec(encoder)),
        Clips.frames(64, 48, 1, LongStream.range(0, 20).toArray()));
    List<TimedFrame> frames = Clips.read(file);
    assertThat(frames).hasSize(20);
    long first = frames.getFirst().pts();
    double second = 1 / Clips.info(file).timeBase().value();
    assertThat(frames)
        .extracting(frame -> (frame.pts() - first) / second)
        .isEqualTo(LongStream.range(0, 20).mapToObj(i -> i / 25.0).toList());
    assertThat(frames).allMatch(frame -> frame.duration() == Math.round(second / 25));
    assertThat(Clips.info(file).frameRate()).isEqualTo(new Rational(25, 1));
  }

  /** So many hundredths of a second. */
  private static IIOMetadata delay(ImageWriter writer, BufferedImage image, int time)
      throws IOException {
    IIOMetadata data =
        writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
    String format = data.getNativeMetadataFormatName();
    IIOMetadataNode root = new IIOMetadataNode(format);
    IIOMetadataNode control = new IIOMetadataNode("GraphicControlExtension");
    control.setAttribute("disposalMethod", "none");
    control.setAttribute("userInputFlag", "FALSE");
    control.setAttribute("transparentColorFlag", "FALSE");
    control.setAttribute("transparentColorIndex", "0");
    control.setAttribute("delayTime", Integer.toString(time));
    root.appendChild(control);
    data.mergeTree(format, root);
    return data;
  }

  @Test
  void gifHasAClock() throws IOException {
    Path file = folder.resolve("moving.gif");
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      writer.setOutput(out);
      writer.prepareWriteSequence(null);
      for (int red : new int[] {255, 35, 50}) {
        BufferedImage image = red(red);
        writer.writeToSequence(new IIOImage(image, null, delay(writer, image, red / 5)), null);
      }
      writer.endWriteSequence();
    } finally {
      writer.dispose();
    }
    List<TimedFrame> frames = Clips.read(file);
    assertThat(reds(frames)).containsExactly(255, 35, 50);
    assertThat(frames).extracting(TimedFrame::pts).containsExactly(0L, 51L, 58L);
    assertThat(frames).extracting(TimedFrame::duration).containsExactly(51L, 7L, 10L);
    assertThat(Clips.info(file).timeBase()).isEqualTo(new Rational(1, 100));
  }

  /** The bytes of a PNG's chunks of one kind. */
  private static byte[] chunks(byte[] png, String kind) {
    ByteBuffer buffer = ByteBuffer.wrap(png).position(8);
    ByteArrayOutputStream found = new ByteArrayOutputStream();
    while (buffer.hasRemaining()) {
      byte[] data = new byte[buffer.getInt()];
      byte[] name = new byte[4];
      buffer.get(name).get(data).getInt();
      if (new String(name, StandardCharsets.US_ASCII).equals(kind)) {
        found.writeBytes(data);
      }
    }
    return found.toByteArray();
  }

  private static void chunk(DataOutputStream out, String kind, byte[] data) throws IOException {
    out.writeInt(data.length);
    CRC32 sum = new CRC32();
    for (byte[] part : new byte[][] {kind.getBytes(StandardCharsets.US_ASCII), data}) {
      sum.update(part);
      out.write(part);
    }
    out.writeInt((int) sum.getValue());
  }

  private static byte[] png(int red) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    assertThat(ImageIO.write(red(red), "png", bytes)).isTrue();
    return bytes.toByteArray();
  }

  /** Size 8 by 4, shown for 1/10 s. */
  private static byte[] frameControl(int sequence) {
    return ByteBuffer.allocate(26)
        .putInt(sequence)
        .putInt(8)
        .putInt(4)
        .putLong(0)
        .putShort((short) 1)
        .putShort((short) 10)
        .array();
  }

  @Test
  void aPngThatMovesIsAClip() throws IOException {
    Path file = folder.resolve("moving.png");
    try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
      byte[] first = png(200);
      out.write(first, 0, 8);
      chunk(out, "IHDR", chunks(first, "IHDR"));
      chunk(out, "acTL", ByteBuffer.allocate(8).putInt(2).putInt(0).array());
      chunk(out, "fcTL", frameControl(0));
      chunk(out, "IDAT", chunks(first, "IDAT"));
      chunk(out, "fcTL", frameControl(1));
      byte[] second = chunks(png(100), "IDAT");
      chunk(out, "fdAT", ByteBuffer.allocate(4 + second.length).putInt(2).put(second).array());
      chunk(out, "IEND", new byte[0]);
    }
    List<TimedFrame> frames = Clips.read(file);
    assertThat(reds(frames)).containsExactly(200, 100);
    double tick = Clips.info(file).timeBase().value();
    assertThat(frames.getLast().pts() * tick).isEqualTo(0.1);
  }

  @ParameterizedTest
  @CsvSource({"p, 0", "t, 1", "b, 1"})
  void interlacedFramesAreWarnedOfOnce(char fields, int expected) throws IOException {
    Path file = Clips.y4m(folder.resolve("clip.y4m"), 64, 48, false, 100, 128, 128);
    byte[] bytes = Files.readAllBytes(file);
    String header = new String(bytes, StandardCharsets.ISO_8859_1);
    bytes[header.indexOf(" Ip") + 2] = (byte) fields;
    ByteArrayOutputStream twice = new ByteArrayOutputStream();
    twice.writeBytes(bytes);
    twice.write(bytes, header.indexOf("FRAME"), bytes.length - header.indexOf("FRAME"));
    Files.write(file, twice.toByteArray());
    List<String> warnings = new ArrayList<>();
    try (FrameSource source =
        FrameSource.open(file.toString(), SourceOptions.DEFAULT.withWarnings(warnings::add))) {
      assertThat(source.next()).isPresent();
      assertThat(source.next()).isPresent();
      assertThat(source.next()).isEmpty();
    }
    assertThat(warnings).hasSize(expected).allMatch(line -> line.contains("is deinterlaced"));
  }

  @Test
  void soundThatOutlastsTheFramesMakesNoMoreOfThem() {
    Path file = folder.resolve("sound.mkv");
    Clips.write(
        file,
        Clips.info(64, 48, new Rational(1, 25), new Rational(25, 1)),
        SinkOptions.DEFAULT.withCopyFrom(Clips.SAMPLE),
        Clips.frames(64, 48, 1, LongStream.range(0, 10).toArray()));
    try (FrameSource source = FrameSource.open(file.toString(), SourceOptions.DEFAULT)) {
      assertThat(source.info().expectedFrames()).hasValue(10);
    }
  }
}
