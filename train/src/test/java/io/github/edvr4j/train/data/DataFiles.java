package io.github.edvr4j.train.data;

import static org.lmdbjava.DbiFlags.MDB_CREATE;

import io.github.edvr4j.metrics.Rgb8;
import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.train.options.OptionFile;
import io.github.edvr4j.train.options.Section;
import io.github.edvr4j.video.ClipInfo;
import io.github.edvr4j.video.EncodingRequest;
import io.github.edvr4j.video.FrameSink;
import io.github.edvr4j.video.Rational;
import io.github.edvr4j.video.SinkOptions;
import io.github.edvr4j.video.TimedFrame;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.lmdbjava.ByteArrayProxy;
import org.lmdbjava.Env;

/** Writes what users have on disk. */
final class DataFiles {

  private DataFiles() {}

  /** Noise, different for every seed. */
  static Rgb8 picture(int width, int height, long seed) {
    byte[] values = new byte[3 * height * width];
    new Random(seed).nextBytes(values);
    return new Rgb8(height, width, values);
  }

  static BufferedImage image(Rgb8 picture, int type) {
    BufferedImage image = new BufferedImage(picture.width(), picture.height(), type);
    for (int i = 0; i < picture.height() * picture.width(); i++) {
      byte[] v = picture.values();
      int rgb = (v[3 * i] & 0xFF) << 16 | (v[3 * i + 1] & 0xFF) << 8 | v[3 * i + 2] & 0xFF;
      image.setRGB(i % picture.width(), i / picture.width(), 0xFF000000 | rgb);
    }
    return image;
  }

  static byte[] encoded(BufferedImage image, String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, format, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static byte[] png(Rgb8 picture) {
    return encoded(image(picture, BufferedImage.TYPE_INT_RGB), "png");
  }

  static Path write(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
      return Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path write(Path file, String text) {
    return write(file, text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes frames called by a pattern such as {@code %08d.png}, picture i with seed i. */
  static void frames(Path folder, String pattern, int first, int count, int width, int height) {
    for (int i = first; i < first + count; i++) {
      write(folder.resolve(pattern.formatted(i)), png(picture(width, height, i)));
    }
  }

  /** A lossless video whose frame i is grey of brightness levels[i] of 255. */
  static Path video(Path file, int width, int height, int... levels) {
    try {
      Files.createDirectories(file.toAbsolutePath().resolveSibling(""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    SinkOptions options =
        SinkOptions.DEFAULT.withEncoding(
            EncodingRequest.DEFAULT.withCodec("ffv1").withPixelFormat("yuv444p16le"));
    try (FrameSink sink =
        FrameSink.open(file.toString(), ClipInfo.of(width, height, new Rational(25, 1)), options)) {
      for (int i = 0; i < levels.length; i++) {
        float[] rgb = new float[3 * width * height];
        Arrays.fill(rgb, levels[i] / 255f);
        sink.write(new TimedFrame(new Frame(height, width, rgb), i, 1, i + ".png"));
      }
      sink.finish();
    }
    return file;
  }

  /** As BasicSR's {@code lmdb_util.py} writes it. */
  static Path lmdb(Path folder, Map<String, Rgb8> pictures) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    List<String> lines = new ArrayList<>();
    try (Env<byte[]> environment =
        Env.create(ByteArrayProxy.PROXY_BA).setMapSize(1 << 24).open(folder.toFile())) {
      var values = environment.openDbi((byte @Nullable []) null, MDB_CREATE);
      try (var writing = environment.txnWrite()) {
        pictures.forEach(
            (key, picture) -> {
              values.put(writing, key.getBytes(StandardCharsets.US_ASCII), png(picture));
              lines.add("%s.png (%d,%d,3) 1".formatted(key, picture.height(), picture.width()));
            });
        writing.commit();
      }
    }
    write(folder.resolve("meta_info.txt"), String.join("\n", lines) + "\n");
    return folder;
  }

  /** The section {@code datasets:train} of an option file. */
  static Section section(Path folder, String... lines) {
    String text = "datasets:\n  train:\n    " + String.join("\n    ", lines) + "\n";
    return OptionFile.read(write(folder.resolve("options.yml"), text), List.of())
        .requiredSection("datasets")
        .requiredSection("train");
  }
}
