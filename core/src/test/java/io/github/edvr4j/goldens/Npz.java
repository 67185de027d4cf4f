package io.github.edvr4j.goldens;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipFile;

/** Reads the {@code .npz} files of the goldens: a zip of little-endian arrays in C order. */
public final class Npz {

  private static final Pattern HEADER =
      Pattern.compile(
          "\\{'descr': '[<|]([a-z]\\d)', 'fortran_order': False, 'shape': \\(([\\d, ]*)\\), \\}\\s*");

  private Npz() {}

  /** The arrays of a file by name, in the file's order. */
  public static Map<String, NpyArray> read(Path file) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (var entry : Collections.list(zip.entries())) {
        byte[] bytes = zip.getInputStream(entry).readAllBytes();
        arrays.put(entry.getName().replaceFirst("\\.npy$", ""), parse(entry.getName(), bytes));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
    return arrays;
  }

  private static NpyArray parse(String name, byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    boolean wide = bytes[6] > 1;
    int headerLength = wide ? buffer.getInt(8) : buffer.getShort(8) & 0xFFFF;
    int headerStart = wide ? 12 : 10;
    String header = new String(bytes, headerStart, headerLength, StandardCharsets.ISO_8859_1);
    Matcher matcher = HEADER.matcher(header);
    if (!matcher.matches()) {
      throw new IllegalStateException("unexpected header of " + name + ": " + header);
    }
    int[] shape =
        Arrays.stream(matcher.group(2).split(","))
            .map(String::strip)
            .filter(extent -> !extent.isEmpty())
            .mapToInt(Integer::parseInt)
            .toArray();
    int dataStart = headerStart + headerLength;
    ByteBuffer data =
        buffer.slice(dataStart, bytes.length - dataStart).order(ByteOrder.LITTLE_ENDIAN);
    return new NpyArray(shape, matcher.group(1), data);
  }
}
