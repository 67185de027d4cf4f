package io.github.edvr4j.train.data;

import io.github.edvr4j.files.FileFailure;
import io.github.edvr4j.metrics.Rgb8;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.IIOException;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes PNG and JPEG files to the samples that are stored, whatever colour profile they are meant
 * for, as OpenCV does for BasicSR. Alpha is dropped, grey is spread, 16 bits are rounded to 8.
 */
final class PictureDecoder {
  private static final long MOST_PIXELS = 100_000_000;

  private PictureDecoder() {}

  /**
   * Reads no more than a file's head.
   *
   * @throws IOException if there is no picture in it, with a reason that can be shown
   */
  static Size size(InputStream file) throws IOException {
    return read(file, PictureDecoder::size);
  }

  /**
   * @throws IOException if the picture is damaged, with a reason that can be shown
   */
  static Rgb8 decode(InputStream file) throws IOException {
    return read(file, reader -> decode(reader, Optional.empty()));
  }

  /**
   * @param region all of which is decoded
   * @throws IOException if the picture is damaged, with a reason that can be shown
   */
  static Rgb8 decode(InputStream file, Region region) throws IOException {
    return read(file, reader -> decode(reader, Optional.of(region)));
  }

  private interface Reading<R> {
    R of(ImageReader reader) throws IOException;
  }

  private static <R> R read(InputStream file, Reading<R> reading) throws IOException {
    try (var stream = new MemoryCacheImageInputStream(file)) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        throw new IOException("is not a PNG or JPEG picture");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(stream, true, true);
        return reading.of(reader);
      } catch (EOFException e) {
        throw new IOException("ends too early", e);
      } catch (IIOException e) {
        throw new IOException(reason(e), e);
      } catch (RuntimeException e) {
        // The readers of the JDK meet broken files with all kinds of exceptions.
        throw new IOException("is damaged", e);
      } finally {
        reader.dispose();
      }
    }
  }

  private static String reason(IIOException e) {
    IOException cause = e;
    while (cause.getCause() instanceof IOException deeper) {
      cause = deeper;
    }
    return cause instanceof EOFException
        ? "ends too early"
        : "is damaged (%s)".formatted(FileFailure.reason(cause));
  }

  private static Size size(ImageReader reader) throws IOException {
    Size size = new Size(reader.getHeight(0), reader.getWidth(0));
    if ((long) size.height() * size.width() > MOST_PIXELS) {
      throw new IOException(
          "is %s, more than %d million pixels".formatted(size, MOST_PIXELS / 1_000_000));
    }
    return size;
  }

  private static Rgb8 decode(ImageReader reader, Optional<Region> region) throws IOException {
    Size size = size(reader);
    ImageReadParam parameters = reader.getDefaultReadParam();
    if (region.isPresent()) {
      Region wanted = region.get();
      if (wanted.top() + wanted.height() > size.height()
          || wanted.left() + wanted.width() > size.width()) {
        throw new IOException("is only %s".formatted(size));
      }
      parameters.setSourceRegion(
          new Rectangle(wanted.left(), wanted.top(), wanted.width(), wanted.height()));
    }
    Guesses guesses = new Guesses();
    reader.addIIOReadWarningListener(guesses);
    BufferedImage image = reader.read(0, parameters);
    guesses.check();
    return rgb(image);
  }

  private static Rgb8 rgb(BufferedImage image) {
    return image.getColorModel() instanceof IndexColorModel ? ofPalette(image) : ofSamples(image);
  }

  private static Rgb8 ofPalette(BufferedImage image) {
    int width = image.getWidth();
    byte[] values = new byte[3 * image.getHeight() * width];
    int[] row = new int[width];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, width, 1, row, 0, width);
      for (int x = 0; x < width; x++) {
        int at = 3 * (y * width + x);
        values[at] = (byte) (row[x] >> 16);
        values[at + 1] = (byte) (row[x] >> 8);
        values[at + 2] = (byte) row[x];
      }
    }
    return new Rgb8(image.getHeight(), width, values);
  }

  private static Rgb8 ofSamples(BufferedImage image) {
    Raster raster = image.getRaster();
    int bands = raster.getNumBands();
    int width = raster.getWidth();
    int most = (1 << image.getColorModel().getComponentSize(0)) - 1;
    byte[] values = new byte[3 * raster.getHeight() * width];
    int[] row = new int[bands * width];
    for (int y = 0; y < raster.getHeight(); y++) {
      raster.getPixels(raster.getMinX(), raster.getMinY() + y, width, 1, row);
      for (int x = 0; x < width; x++) {
        for (int c = 0; c < 3; c++) {
          int sample = row[bands * x + (bands < 3 ? 0 : c)];
          values[3 * (y * width + x) + c] = (byte) ((sample * 255 + most / 2) / most);
        }
      }
    }
    return new Rgb8(raster.getHeight(), width, values);
  }

  /** Where a JPEG ends early or its data make no sense, its reader guesses the rest and warns. */
  private static final class Guesses implements IIOReadWarningListener {
    private Optional<String> first = Optional.empty();

    @Override
    public void warningOccurred(ImageReader source, String warning) {
      String lower = warning.toLowerCase(Locale.ROOT);
      if (first.isEmpty() && (lower.contains("premature") || lower.contains("corrupt"))) {
        first = Optional.of(warning);
      }
    }

    void check() throws IOException {
      if (first.isPresent()) {
        throw new IOException("is damaged (%s)".formatted(first.get()));
      }
    }
  }
}
