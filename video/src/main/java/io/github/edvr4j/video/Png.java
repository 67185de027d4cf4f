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
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Frames as PNG files. */
final class Png {
  static {
    ImageIO.setUseCache(false);
  }

  private Png() {}

  /** Writes 8-bit RGB: clamped, times 255, halves to even, as the official code does. */
  static void write(Frame frame, Path file) throws IOException {
    int width = frame.width();
    byte[] bytes = new byte[frame.rgb().length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.rint(Math.clamp(frame.rgb()[i], 0f, 1f) * 255f);
    }
    WritableRaster raster =
        Raster.createInterleavedRaster(
            new DataBufferByte(bytes, bytes.length),
            width,
            frame.height(),
            width * Frame.CHANNELS,
            Frame.CHANNELS,
            new int[] {0, 1, 2},
            new Point());
    ColorModel colours =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            false,
            false,
            Transparency.OPAQUE,
            DataBuffer.TYPE_BYTE);
    try (OutputStream out = Files.newOutputStream(file)) {
      if (!ImageIO.write(new BufferedImage(colours, raster, false, null), "png", out)) {
        throw new IOException("this JDK has no PNG writer");
      }
    }
  }
}
