package io.github.edvr4j.report;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * PNG files of photographs, each sample predicted from its neighbours (PNG specification, section
 * 9). The JDK's writer predicts nothing: its files are twice as large.
 */
final class FilteredPng {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int CHANNELS = 3;
  private static final int FILTERS = 5;

  private FilteredPng() {}

  /** The file of a picture, its colours in 8 bits each. */
  static byte[] bytes(BufferedImage picture) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.write(SIGNATURE);
      chunk(out, "IHDR", header(picture));
      chunk(out, "IDAT", compressed(picture));
      chunk(out, "IEND", new byte[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 check = new CRC32();
    check.update(name);
    check.update(data);
    out.writeInt(data.length);
    out.write(name);
    out.write(data);
    out.writeInt((int) check.getValue());
  }

  private static byte[] header(BufferedImage picture) throws IOException {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(header);
    out.writeInt(picture.getWidth());
    out.writeInt(picture.getHeight());
    // 8 bits, RGB, the only compression and set of filters, not interlaced.
    out.write(new byte[] {8, 2, 0, 0, 0});
    return header.toByteArray();
  }

  private static byte[] compressed(BufferedImage picture) throws IOException {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    deflater.setStrategy(Deflater.FILTERED);
    try (OutputStream out = new DeflaterOutputStream(compressed, deflater)) {
      byte[] above = new byte[CHANNELS * picture.getWidth()];
      for (int y = 0; y < picture.getHeight(); y++) {
        byte[] row = row(picture, y);
        out.write(filtered(row, above));
        above = row;
      }
    } finally {
      deflater.end();
    }
    return compressed.toByteArray();
  }

  private static byte[] row(BufferedImage picture, int y) {
    int[] colours = picture.getRGB(0, y, picture.getWidth(), 1, null, 0, picture.getWidth());
    byte[] row = new byte[CHANNELS * colours.length];
    for (int x = 0; x < colours.length; x++) {
      row[CHANNELS * x] = (byte) (colours[x] >> 16);
      row[CHANNELS * x + 1] = (byte) (colours[x] >> 8);
      row[CHANNELS * x + 2] = (byte) colours[x];
    }
    return row;
  }

  /** The filter's number and what it leaves, by the one that leaves least. */
  private static byte[] filtered(byte[] row, byte[] above) {
    byte[] best = filtered(row, above, 0);
    for (int filter = 1; filter < FILTERS; filter++) {
      byte[] other = filtered(row, above, filter);
      best = size(other) < size(best) ? other : best;
    }
    return best;
  }

  private static byte[] filtered(byte[] row, byte[] above, int filter) {
    byte[] left = new byte[row.length + 1];
    left[0] = (byte) filter;
    for (int i = 0; i < row.length; i++) {
      int before = i < CHANNELS ? 0 : row[i - CHANNELS] & 0xFF;
      int corner = i < CHANNELS ? 0 : above[i - CHANNELS] & 0xFF;
      left[i + 1] = (byte) (row[i] - predicted(filter, before, above[i] & 0xFF, corner));
    }
    return left;
  }

  private static int predicted(int filter, int left, int above, int corner) {
    return switch (filter) {
      case 0 -> 0;
      case 1 -> left;
      case 2 -> above;
      case 3 -> (left + above) / 2;
      default -> paeth(left, above, corner);
    };
  }

  /** Of the three, that which is nearest to left + above - corner. */
  private static int paeth(int left, int above, int corner) {
    int toLeft = Math.abs(above - corner);
    int toAbove = Math.abs(left - corner);
    int toCorner = Math.abs(left + above - 2 * corner);
    if (toLeft <= toAbove && toLeft <= toCorner) {
      return left;
    }
    return toAbove <= toCorner ? above : corner;
  }

  private static long size(byte[] filtered) {
    long sum = 0;
    for (int i = 1; i < filtered.length; i++) {
      sum += Math.abs(filtered[i]);
    }
    return sum;
  }
}
