package io.github.edvr4j.video;

import io.github.edvr4j.stream.Frame;
import java.awt.Point;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferUShort;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageIO;

/** Frames as PNG files. */
final class Png {
  static {
    ImageIO.setUseCache(false);
  }

  private Png() {}

  /**
   * Writes RGB: clamped, times the largest number, halves to even, as the official code does.
   *
   * @param deep whether with 16 bits a sample, else 8
   */
  static void write(Frame frame, boolean deep, Path file) throws IOException {
    write(frame, Optional.empty(), deep, file);
  }

  static void write(Frame frame, Optional<Alpha> alpha, boolean deep, Path file)
      throws IOException {
    Files.write(file, encode(frame, alpha, deep));
  }

  /**
   * The bytes of a file with RGB, or RGB with alpha.
   *
   * @param deep whether with 16 bits a sample, else 8
   */
  static byte[] encode(Frame frame, Optional<Alpha> alpha, boolean deep) throws IOException {
    int channels = Frame.CHANNELS + (alpha.isPresent() ? 1 : 0);
    int pixels = frame.width() * frame.height();
    int length = Math.multiplyExact(pixels, channels);
    DataBuffer samples = deep ? new DataBufferUShort(length) : new DataBufferByte(length);
    float top = deep ? 65535 : 255;
    for (int i = 0; i < pixels; i++) {
      for (int c = 0; c < Frame.CHANNELS; c++) {
        float value = frame.rgb()[i * Frame.CHANNELS + c];
        samples.setElem(i * channels + c, (int) Math.rint(Math.clamp(value, 0f, 1f) * top));
      }
      if (alpha.isPresent()) {
        float opacity = alpha.get().opacity()[i];
        samples.setElem(i * channels + Frame.CHANNELS, (int) Math.rint(opacity * top));
      }
    }
    WritableRaster raster =
        Raster.createInterleavedRaster(
            samples,
            frame.width(),
            frame.height(),
            frame.width() * channels,
            channels,
            alpha.isPresent() ? new int[] {0, 1, 2, 3} : new int[] {0, 1, 2},
            new Point());
    ColorModel colours =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            alpha.isPresent(),
            false,
            alpha.isPresent() ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
            samples.getDataType());
    // ImageIO hides why a file can't be written, so it doesn't get to see the file.
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    if (!ImageIO.write(new BufferedImage(colours, raster, false, null), "png", png)) {
      throw new IOException("this JDK has no PNG writer");
    }
    return png.toByteArray();
  }
}
