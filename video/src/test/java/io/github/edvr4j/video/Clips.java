package io.github.edvr4j.video;

import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.video.ClipInfo.Timing;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;

/** Small clips for tests, and how to read them back. */
final class Clips {
  /** The repository's sample, seen from this module. */
  static final Path SAMPLE = Path.of("..", "samples", "stream-of-water.mp4");

  static final EncodingRequest LOSSLESS =
      EncodingRequest.DEFAULT.withCodec("ffv1").withPixelFormat("yuv444p16le");

  private Clips() {}

  static ClipInfo info(int width, int height, Rational timeBase, Rational rate) {
    return ClipInfo.of(width, height, rate)
        .withTiming(new Timing(timeBase, rate, true, OptionalLong.empty()));
  }

  static Frame flat(int width, int height, float red, float green, float blue) {
    float[] rgb = new float[width * height * Frame.CHANNELS];
    for (int i = 0; i < rgb.length; i += Frame.CHANNELS) {
      rgb[i] = red;
      rgb[i + 1] = green;
      rgb[i + 2] = blue;
    }
    return new Frame(height, width, rgb);
  }

  /** A smooth picture, different for every seed. */
  static Frame gradient(int width, int height, long seed) {
    Random random = new Random(seed);
    float[] slope = new float[3 * Frame.CHANNELS];
    for (int i = 0; i < slope.length; i++) {
      slope[i] = random.nextFloat() / 3;
    }
    float[] rgb = new float[width * height * Frame.CHANNELS];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < Frame.CHANNELS; c++) {
          rgb[(y * width + x) * Frame.CHANNELS + c] =
              slope[3 * c] + slope[3 * c + 1] * x / width + slope[3 * c + 2] * y / height;
        }
      }
    }
    return new Frame(height, width, rgb);
  }

  static void write(Path file, ClipInfo info, SinkOptions options, List<TimedFrame> frames) {
    try (FrameSink sink = FrameSink.open(file.toString(), info, options)) {
      frames.forEach(sink::write);
      sink.finish();
    }
  }

  /** Frames at the given time stamps, each lasting until the next, the last one {@code last}. */
  static List<TimedFrame> frames(int width, int height, long last, long... pts) {
    List<TimedFrame> frames = new ArrayList<>();
    for (int i = 0; i < pts.length; i++) {
      long duration = i + 1 < pts.length ? pts[i + 1] - pts[i] : last;
      frames.add(new TimedFrame(gradient(width, height, i), pts[i], duration, i + ".png"));
    }
    return frames;
  }

  static List<TimedFrame> read(Path file) {
    List<TimedFrame> frames = new ArrayList<>();
    try (FrameSource source = FrameSource.open(file.toString(), SourceOptions.DEFAULT)) {
      for (var frame = source.next(); frame.isPresent(); frame = source.next()) {
        frames.add(frame.get());
      }
    }
    return frames;
  }

  static ClipInfo info(Path file) {
    try (FrameSource source = FrameSource.open(file.toString(), SourceOptions.DEFAULT)) {
      return source.info();
    }
  }

  /** One uncompressed 4:2:0 frame of one colour, the container that needs no encoder. */
  static Path y4m(Path file, int width, int height, boolean full, int y, int u, int v)
      throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    String header =
        "YUV4MPEG2 W%d H%d F25:1 Ip A1:1 C420mpeg2 XCOLORRANGE=%s\nFRAME\n"
            .formatted(width, height, full ? "FULL" : "LIMITED");
    bytes.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
    int chroma = ((width + 1) / 2) * ((height + 1) / 2);
    bytes.writeBytes(filled(width * height, y));
    bytes.writeBytes(filled(chroma, u));
    bytes.writeBytes(filled(chroma, v));
    return Files.write(file, bytes.toByteArray());
  }

  private static byte[] filled(int length, int value) {
    byte[] bytes = new byte[length];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
