package io.github.edvr4j.video;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
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
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** PNG files as frames. Alpha is dropped, grey is spread over the three channels. */
final class Png {
  static {
    ImageIO.setUseCache(false);
  }

  private Png() {}

  /** Reads 1 to 16 bits per channel; the largest number becomes 1. */
  static Frame read(Path file) {
    BufferedImage image;
    try (InputStream in = Files.newInputStream(file);
        ImageInputStream stream = ImageIO.createImageInputStream(in)) {
      image = decode(stream);
    } catch (IOException | RuntimeException e) {
      throw new EdvrException(
          Category.INPUT,
          "%s: can't be read as PNG (%s); replace or remove it".formatted(file, reason(e)),
          e);
    }
    return image.getColorModel() instanceof IndexColorModel palette
        ? fromPalette(image.getRaster(), palette)
        : fromSamples(image.getRaster(), image.getColorModel());
  }

  private static BufferedImage decode(ImageInputStream stream) throws IOException {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName("png");
    if (!readers.hasNext()) {
      throw new IOException("this JDK has no PNG reader");
    }
    ImageReader reader = readers.next();
    try {
      reader.setInput(stream, true, true);
      return reader.read(0);
    } finally {
      reader.dispose();
    }
  }

  private static String reason(Exception e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private static Frame fromPalette(Raster raster, IndexColorModel palette) {
    int width = raster.getWidth();
    int height = raster.getHeight();
    float[] rgb = new float[width * height * Frame.CHANNELS];
    int[] line = new int[width];
    for (int y = 0; y < height; y++) {
      raster.getSamples(0, y, width, 1, 0, line);
      for (int x = 0; x < width; x++) {
        int at = (y * width + x) * Frame.CHANNELS;
        rgb[at] = palette.getRed(line[x]) / 255f;
        rgb[at + 1] = palette.getGreen(line[x]) / 255f;
        rgb[at + 2] = palette.getBlue(line[x]) / 255f;
      }
    }
    return new Frame(height, width, rgb);
  }

  /** From the stored samples: a colour model of the JDK would apply a gamma to grey ones. */
  private static Frame fromSamples(Raster raster, ColorModel colours) {
    int width = raster.getWidth();
    int height = raster.getHeight();
    boolean grey = colours.getNumColorComponents() == 1;
    float[] rgb = new float[width * height * Frame.CHANNELS];
    int[] line = new int[width];
    for (int c = 0; c < Frame.CHANNELS; c++) {
      int band = grey ? 0 : c;
      float white = (1 << raster.getSampleModel().getSampleSize(band)) - 1;
      for (int y = 0; y < height; y++) {
        raster.getSamples(0, y, width, 1, band, line);
        for (int x = 0; x < width; x++) {
          rgb[(y * width + x) * Frame.CHANNELS + c] = line[x] / white;
        }
      }
    }
    return new Frame(height, width, rgb);
  }

  /**
   * Writes RGB: clamped, times the largest number, halves to even, as the official code does.
   *
   * @param deep whether with 16 bits a sample, else 8
   */
  static void write(Frame frame, boolean deep, Path file) throws IOException {
    int length = frame.rgb().length;
    DataBuffer samples = deep ? new DataBufferUShort(length) : new DataBufferByte(length);
    float top = deep ? 65535 : 255;
    for (int i = 0; i < length; i++) {
      samples.setElem(i, (int) Math.rint(Math.clamp(frame.rgb()[i], 0f, 1f) * top));
    }
    WritableRaster raster =
        Raster.createInterleavedRaster(
            samples,
            frame.width(),
            frame.height(),
            frame.width() * Frame.CHANNELS,
            Frame.CHANNELS,
            new int[] {0, 1, 2},
            new Point());
    ColorModel colours =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            false,
            false,
            Transparency.OPAQUE,
            samples.getDataType());
    try (OutputStream out = Files.newOutputStream(file)) {
      if (!ImageIO.write(new BufferedImage(colours, raster, false, null), "png", out)) {
        throw new IOException("this JDK has no PNG writer");
      }
    }
  }
}
