package io.github.edvr4j.video;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;
import static org.bytedeco.ffmpeg.global.avcodec.av_packet_free;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_alloc_context3;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_find_encoder_by_name;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_free_context;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_open2;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_receive_packet;
import static org.bytedeco.ffmpeg.global.avcodec.avcodec_send_frame;
import static org.bytedeco.ffmpeg.global.avutil.av_frame_free;
import static org.bytedeco.ffmpeg.global.avutil.av_get_pix_fmt;
import static org.bytedeco.ffmpeg.global.avutil.av_pix_fmt_desc_get;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.video.ColourTags.ChromaLocation;
import io.github.edvr4j.video.ColourTags.Range;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PictureTest {
  private static final int WIDTH = 21;
  private static final int HEIGHT = 13;
  private static final ColourTags JPEG = new ColourTags(5, 2, 2, Range.FULL, ChromaLocation.CENTER);

  @TempDir Path folder;

  private static BufferedImage components(int colours, boolean alpha, int dataType) {
    ColorModel model =
        new ComponentColorModel(
            ColorSpace.getInstance(colours == 1 ? ColorSpace.CS_GRAY : ColorSpace.CS_sRGB),
            alpha,
            false,
            alpha ? ColorModel.TRANSLUCENT : ColorModel.OPAQUE,
            dataType);
    return new BufferedImage(
        model, model.createCompatibleWritableRaster(WIDTH, HEIGHT), false, null);
  }

  private static BufferedImage palette(int bits, boolean grey) {
    int size = 1 << bits;
    byte[][] colours = new byte[3][size];
    new Random(bits).nextBytes(colours[0]);
    new Random(bits + 10).nextBytes(colours[1]);
    new Random(bits + 20).nextBytes(colours[2]);
    for (int i = 0; grey && i < size; i++) {
      for (byte[] colour : colours) {
        colour[i] = (byte) (255 * i / (size - 1));
      }
    }
    IndexColorModel model = new IndexColorModel(bits, size, colours[0], colours[1], colours[2]);
    return bits == 8
        ? new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_INDEXED, model)
        : new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_BINARY, model);
  }

  static Stream<Arguments> kindsOfPng() {
    return Stream.of(
        Arguments.of("RGB", components(3, false, DataBuffer.TYPE_BYTE), 8),
        Arguments.of("RGB, 16 bits", components(3, false, DataBuffer.TYPE_USHORT), 16),
        Arguments.of("RGBA", components(3, true, DataBuffer.TYPE_BYTE), 8),
        Arguments.of("RGBA, 16 bits", components(3, true, DataBuffer.TYPE_USHORT), 16),
        Arguments.of("grey", components(1, false, DataBuffer.TYPE_BYTE), 8),
        Arguments.of("grey, 16 bits", components(1, false, DataBuffer.TYPE_USHORT), 16),
        Arguments.of("grey and alpha", components(1, true, DataBuffer.TYPE_BYTE), 8),
        Arguments.of("grey and alpha, 16 bits", components(1, true, DataBuffer.TYPE_USHORT), 16),
        Arguments.of("2 colours", palette(1, false), 8),
        Arguments.of("4 colours", palette(2, false), 8),
        Arguments.of("16 colours", palette(4, false), 8),
        Arguments.of("256 colours", palette(8, false), 8),
        Arguments.of("grey, 1 bit", palette(1, true), 8),
        Arguments.of("grey, 2 bits", palette(2, true), 8),
        Arguments.of("grey, 4 bits", palette(4, true), 8));
  }

  private static void fill(WritableRaster raster) {
    Random random = new Random(1);
    for (int band = 0; band < raster.getNumBands(); band++) {
      int size = 1 << raster.getSampleModel().getSampleSize(band);
      for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
          raster.setSample(x, y, band, random.nextInt(size));
        }
      }
    }
  }

  private static float expected(BufferedImage image, int x, int y, int channel) {
    WritableRaster raster = image.getRaster();
    if (image.getColorModel() instanceof IndexColorModel palette) {
      int rgb = palette.getRGB(raster.getSample(x, y, 0));
      return (rgb >> (16 - 8 * channel) & 0xff) / 255f;
    }
    int band = image.getColorModel().getNumColorComponents() == 1 ? 0 : channel;
    float white = (1 << raster.getSampleModel().getSampleSize(band)) - 1;
    return raster.getSample(x, y, band) / white;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("kindsOfPng")
  void pngIsReadExactly(String name, BufferedImage image, int depth) throws IOException {
    fill(image.getRaster());
    for (boolean interlaced : new boolean[] {false, true}) {
      Path file = folder.resolve("a.png");
      write(image, "png", file, interlaced);
      Picture picture = Picture.read(file);
      assertThat(picture.bitDepth()).isEqualTo(depth);
      assertThat(picture.frame().width()).isEqualTo(WIDTH);
      assertThat(picture.frame().height()).isEqualTo(HEIGHT);
      for (int i = 0; i < picture.frame().rgb().length; i++) {
        int pixel = i / Frame.CHANNELS;
        assertThat(picture.frame().rgb()[i])
            .as("channel %d of pixel %d", i % Frame.CHANNELS, pixel)
            .isEqualTo(expected(image, pixel % WIDTH, pixel / WIDTH, i % Frame.CHANNELS));
      }
    }
  }

  /** Some of the colours of a palette let others through. */
  @Test
  void coloursOfAPaletteCanBeTransparent() throws IOException {
    byte[] ramp = {0, 50, 100, (byte) 200};
    IndexColorModel model =
        new IndexColorModel(2, 4, ramp, ramp, ramp, new byte[] {0, 127, -1, -1});
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_BINARY, model);
    fill(image.getRaster());
    Path file = folder.resolve("a.png");
    write(image, "png", file, false);
    Picture picture = Picture.read(file);
    float[] opacity = picture.alpha().orElseThrow().opacity();
    for (int i = 0; i < opacity.length; i++) {
      int number = image.getRaster().getSample(i % WIDTH, i / WIDTH, 0);
      assertThat(opacity[i]).isEqualTo((model.getRGB(number) >>> 24) / 255f);
      assertThat(picture.frame().rgb()[i * Frame.CHANNELS]).isEqualTo((ramp[number] & 0xff) / 255f);
    }
  }

  private static void write(BufferedImage image, String format, Path file, boolean progressive)
      throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName(format).next();
    Files.deleteIfExists(file);
    try (ImageOutputStream out = ImageIO.createImageOutputStream(file.toFile())) {
      ImageWriteParam settings = writer.getDefaultWriteParam();
      if (progressive) {
        settings.setProgressiveMode(ImageWriteParam.MODE_DEFAULT);
      }
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), settings);
    } finally {
      writer.dispose();
    }
  }

  private static BufferedImage image(Frame frame, int type) {
    BufferedImage image = new BufferedImage(frame.width(), frame.height(), type);
    for (int i = 0; i < frame.width() * frame.height(); i++) {
      int rgb = 0;
      for (int c = 0; c < Frame.CHANNELS; c++) {
        rgb = rgb << 8 | Math.round(255 * frame.rgb()[i * Frame.CHANNELS + c]);
      }
      if (type == BufferedImage.TYPE_BYTE_GRAY) {
        image.getRaster().setSample(i % frame.width(), i / frame.width(), 0, rgb & 0xff);
      } else {
        image.setRGB(i % frame.width(), i / frame.width(), rgb);
      }
    }
    return image;
  }

  private static void assertClose(Frame read, Frame expected, double levels) {
    assertThat(read.width()).isEqualTo(expected.width());
    assertThat(read.height()).isEqualTo(expected.height());
    for (int i = 0; i < read.rgb().length; i++) {
      assertThat(255 * Math.abs(read.rgb()[i] - expected.rgb()[i]))
          .as("value %d", i)
          .isLessThanOrEqualTo((float) levels);
    }
  }

  private static Frame byImageIo(Path file) throws IOException {
    BufferedImage image = ImageIO.read(file.toFile());
    float[] rgb = new float[image.getWidth() * image.getHeight() * Frame.CHANNELS];
    boolean grey = image.getRaster().getNumBands() == 1;
    for (int i = 0; i < rgb.length; i++) {
      int pixel = i / Frame.CHANNELS;
      int x = pixel % image.getWidth();
      int y = pixel / image.getWidth();
      rgb[i] =
          grey
              ? image.getRaster().getSample(x, y, 0) / 255f
              : (image.getRGB(x, y) >> (16 - 8 * (i % Frame.CHANNELS)) & 0xff) / 255f;
    }
    return new Frame(image.getHeight(), image.getWidth(), rgb);
  }

  /** ImageIO halves the colour samples in both directions. */
  @ParameterizedTest
  @CsvSource({
    "1, false", // TYPE_INT_RGB
    "1, true",
    "10, false", // TYPE_BYTE_GRAY
    "10, true"
  })
  void jpegIsReadAsImageIoReadsIt(int type, boolean progressive) throws IOException {
    Path file = folder.resolve("a.jpg");
    write(image(Clips.gradient(50, 35, 3), type), "jpeg", file, progressive);
    Picture picture = Picture.read(file);
    assertThat(picture.bitDepth()).isEqualTo(8);
    assertClose(picture.frame(), byImageIo(file), 2.5);
  }

  /** Colour edges show where the colour samples are thought to lie. */
  @ParameterizedTest
  @ValueSource(strings = {"yuvj420p", "yuvj422p", "yuvj444p"})
  void jpegOfAnySubsamplingIsReadAsImageIoReadsIt(String pixelFormat) throws IOException {
    Frame frame = Clips.gradient(50, 34, 4);
    for (int i = 0; i < frame.rgb().length; i += Frame.CHANNELS) {
      frame.rgb()[i] = i / Frame.CHANNELS % 50 < 25 ? 0.2f : 0.6f;
    }
    Path file = Files.write(folder.resolve("a.jpg"), encodeYuv("mjpeg", pixelFormat, JPEG, frame));
    assertClose(Picture.read(file).frame(), byImageIo(file), 4);
  }

  @ParameterizedTest
  @CsvSource({
    "tiff, rgb24, 8",
    "tiff, rgb48le, 16",
    "bmp, bgr24, 8",
    "libwebp, bgra, 8",
    "tiff, rgba, 8"
  })
  void losslessPicturesAreReadExactly(String encoder, String pixelFormat, int depth)
      throws IOException {
    Frame frame = Clips.gradient(WIDTH, HEIGHT, 5);
    Path file = Files.write(folder.resolve("a"), encodeRgb(encoder, pixelFormat, frame));
    Picture picture = Picture.read(file);
    assertThat(picture.bitDepth()).isEqualTo(depth);
    assertClose(picture.frame(), frame, depth == 8 ? 0.5001 : 0.5001 / 257);
  }

  @Test
  void lossyWebpIsReadInBroadcastRange() throws IOException {
    ColourTags broadcast = new ColourTags(5, 2, 2, Range.LIMITED, ChromaLocation.UNSPECIFIED);
    Frame frame = Clips.gradient(48, 32, 6);
    Path file =
        Files.write(folder.resolve("a.webp"), encodeYuv("libwebp", "yuv420p", broadcast, frame));
    assertClose(Picture.read(file).frame(), frame, 10);
    Frame white = Clips.flat(48, 32, 1, 1, 1);
    Files.write(file, encodeYuv("libwebp", "yuv420p", broadcast, white));
    assertClose(Picture.read(file).frame(), white, 1);
  }

  private static byte[] encodeYuv(
      String encoder, String pixelFormat, ColourTags tags, Frame frame) {
    FFmpeg.load();
    int format = av_get_pix_fmt(pixelFormat);
    AVFrame picture = Pictures.allocate(frame.width(), frame.height(), format);
    new YuvWriter(tags, frame.width(), frame.height(), format).write(frame, picture);
    return encode(encoder, picture);
  }

  private static byte[] encodeRgb(String encoder, String pixelFormat, Frame frame) {
    FFmpeg.load();
    int format = av_get_pix_fmt(pixelFormat);
    var description = av_pix_fmt_desc_get(format);
    AVFrame picture = Pictures.allocate(frame.width(), frame.height(), format);
    int bytes = description.comp(0).depth() / 8;
    float white = (1 << description.comp(0).depth()) - 1;
    for (int i = 0; i < frame.rgb().length; i++) {
      int x = i / Frame.CHANNELS % frame.width();
      int y = i / Frame.CHANNELS / frame.width();
      var place = description.comp(i % Frame.CHANNELS);
      int number = Math.round(white * frame.rgb()[i]);
      long at = (long) y * picture.linesize(0) + x * place.step() + place.offset();
      for (int b = 0; b < bytes; b++) {
        picture.data(0).put(at + b, (byte) (number >> 8 * b));
      }
    }
    if (description.nb_components() == 4) {
      for (int y = 0; y < frame.height(); y++) {
        for (int x = 0; x < frame.width(); x++) {
          picture.data(0).put((long) y * picture.linesize(0) + 4 * x + 3, (byte) 255);
        }
      }
    }
    return encode(encoder, picture);
  }

  /** One picture as the encoder writes it, at its best. */
  private static byte[] encode(String encoder, AVFrame picture) {
    AVCodec codec = avcodec_find_encoder_by_name(encoder);
    AVCodecContext context = avcodec_alloc_context3(codec);
    AVPacket packet = av_packet_alloc();
    boolean lossless = picture.format() == av_get_pix_fmt("bgra");
    AVDictionary options = FFmpeg.options(lossless ? Map.of("lossless", "1") : Map.of());
    try {
      context
          .width(picture.width())
          .height(picture.height())
          .pix_fmt(picture.format())
          .qmin(1)
          .qmax(2);
      FFmpeg.set(context.time_base(), new Rational(1, 25));
      assertThat(avcodec_open2(context, codec, options)).isNotNegative();
      picture.pts(0).quality(118);
      assertThat(avcodec_send_frame(context, picture)).isNotNegative();
      avcodec_send_frame(context, null);
      assertThat(avcodec_receive_packet(context, packet)).isNotNegative();
      byte[] bytes = new byte[packet.size()];
      packet.data().get(bytes);
      return bytes;
    } finally {
      FFmpeg.free(options);
      av_packet_free(packet);
      avcodec_free_context(context);
      av_frame_free(picture);
    }
  }

  /** A JPEG with the Exif data that a camera writes for the way it is held. */
  private Path photo(int orientation) throws IOException {
    Path file = folder.resolve("photo.jpg");
    write(image(Clips.gradient(32, 16, 7), BufferedImage.TYPE_INT_RGB), "jpeg", file, false);
    byte[] plain = Files.readAllBytes(file);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(plain, 0, 2);
    bytes.writeBytes(new byte[] {(byte) 0xff, (byte) 0xe1, 0, 34});
    bytes.writeBytes(
        "Exif\0\0MM\0*\0\0\0\u0008\0\1\1\u0012\0\3\0\0\0\1\0"
            .getBytes(StandardCharsets.ISO_8859_1));
    bytes.writeBytes(new byte[] {(byte) orientation, 0, 0, 0, 0, 0, 0});
    bytes.write(plain, 2, plain.length - 2);
    return Files.write(file, bytes.toByteArray());
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 0, 0, 1",
    "2, -1, 0, 0, 1",
    "3, -1, 0, 0, -1",
    "4, 1, 0, 0, -1",
    "5, 0, 1, 1, 0",
    "6, 0, -1, 1, 0",
    "7, 0, -1, -1, 0",
    "8, 0, 1, -1, 0"
  })
  void photosAreTurnedUpright(int orientation, int xx, int xy, int yx, int yy) throws IOException {
    Frame shown = new Orientation(xx, xy, yx, yy).apply(Clips.gradient(32, 16, 7));
    assertClose(Picture.read(photo(orientation)).frame(), shown, 8);
  }

  private void assertUnreadable(String name, byte[] bytes, String... words) throws IOException {
    Path file = Files.write(folder.resolve(name), bytes);
    assertThatExceptionOfType(EdvrException.class)
        .isThrownBy(() -> FrameSource.open(file.toString(), SourceOptions.DEFAULT))
        .withMessageContainingAll(words)
        .withMessageContainingAll(file.toString(), "can't be read as a picture")
        .satisfies(failure -> assertThat(failure.category()).isEqualTo(Category.INPUT));
  }

  @Test
  void whatIsDamagedIsNamed() throws IOException {
    assertUnreadable("empty.png", new byte[0], "it is empty");
    assertUnreadable("text.jpg", "not a picture".getBytes(StandardCharsets.US_ASCII), "not PNG");
    for (String format : new String[] {"png", "jpeg"}) {
      Path file = folder.resolve("whole." + format);
      Frame noisy = Clips.gradient(80, 60, 8);
      Random random = new Random(8);
      for (int i = 0; i < noisy.rgb().length; i++) {
        noisy.rgb()[i] = random.nextFloat();
      }
      write(image(noisy, BufferedImage.TYPE_INT_RGB), format, file, false);
      byte[] bytes = Files.readAllBytes(file);
      assertUnreadable("cut." + format, Arrays.copyOf(bytes, bytes.length / 2), "Invalid data");
      assertUnreadable("head." + format, Arrays.copyOf(bytes, 40), "replace or");
    }
    byte[] tiff = encodeRgb("tiff", "rgb24", Clips.gradient(80, 60, 9));
    assertUnreadable("cut.tiff", Arrays.copyOf(tiff, tiff.length / 2), "Invalid data");
  }

  @Test
  void animatedWebpIsRefused() throws IOException {
    byte[] head =
        "RIFF\u0040\0\0\0WEBPVP8X\n\0\0\0\2\0\0\0\7\0\0\7\0\0ANIM\6\0\0\0\0\0\0\0\0\0"
            .getBytes(StandardCharsets.ISO_8859_1);
    assertUnreadable("moving.webp", head, "it is an animation");
  }
}
