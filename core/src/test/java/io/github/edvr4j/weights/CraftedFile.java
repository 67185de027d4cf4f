package io.github.edvr4j.weights;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Model files made by hand, mostly ones that PyTorch would never write. */
final class CraftedFile {

  private CraftedFile() {}

  /** Bytes given as text, a character each. */
  static byte[] bytes(String latin1) {
    return latin1.getBytes(ISO_8859_1);
  }

  /** The operation that pushes a str. */
  static String text(String value) {
    return "X" + int32(value.length()) + value;
  }

  static String int32(int value) {
    return new String(
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(value).array(), ISO_8859_1);
  }

  static String int64(long value) {
    return new String(
        ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array(), ISO_8859_1);
  }

  /** The operations that push a whole number of up to 64 bits. */
  static String number(long value) {
    return "\u008a\10" + int64(value);
  }

  /** The operations that push a tuple. */
  static String tuple(long... values) {
    StringBuilder tuple = new StringBuilder("(");
    for (long value : values) {
      tuple.append(number(value));
    }
    return tuple.append("t").toString();
  }

  /** The operations that push a storage of a type such as {@code torch\nFloatStorage}. */
  static String storage(String type, String key, long elements) {
    return "(%sc%s\n%s%s%stQ"
        .formatted(text("storage"), type, text(key), text("cpu"), number(elements));
  }

  /** The operations that push a tensor. */
  static String tensor(String storage, long offset, String shape, String strides) {
    return "ctorch._utils\n_rebuild_tensor_v2\n("
        + storage
        + number(offset)
        + shape
        + strides
        + "\u0089ccollections\nOrderedDict\n)RtR";
  }

  /** A pickle of a dict with one entry. */
  static String dict(String key, String value) {
    return "\u0080\2}" + text(key) + value + "s.";
  }

  /** A zip {@code .pth} around a pickle, with storage 0 of eight floats, 0 to 7. */
  static byte[] pth(String pickle) {
    return zip(ZipEntry.STORED, entries(pickle));
  }

  /** What a zip {@code .pth} holds. */
  static Map<String, byte[]> entries(String pickle) {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("archive/data.pkl", bytes(pickle));
    entries.put("archive/data/0", floats(ByteOrder.LITTLE_ENDIAN, 0, 1, 2, 3, 4, 5, 6, 7));
    entries.put("archive/version", bytes("3\n"));
    return entries;
  }

  static byte[] floats(ByteOrder order, float... values) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(order);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }

  static byte[] zip(int method, Map<String, byte[]> entries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setMethod(method);
      for (Map.Entry<String, byte[]> content : entries.entrySet()) {
        ZipEntry entry = new ZipEntry(content.getKey());
        CRC32 crc = new CRC32();
        crc.update(content.getValue());
        entry.setCrc(crc.getValue());
        entry.setSize(content.getValue().length);
        zip.putNextEntry(entry);
        zip.write(content.getValue());
        zip.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A safetensors file. */
  static byte[] safetensors(String header, int dataBytes) {
    byte[] json = header.getBytes(UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(8 + json.length + dataBytes).order(ByteOrder.LITTLE_ENDIAN);
    return file.putLong(json.length).put(json).array();
  }

  static Checkpoint read(byte[] file) {
    return Checkpoints.read("crafted", MemorySegment.ofArray(file), WeightSet.TRAINED);
  }
}
