package io.github.edvr4j.weights;

import io.github.edvr4j.files.OutputFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.zip.CRC32;

/**
 * Writes {@code .pth} files of the zip format as BasicSR saves them: the tensors in {@code params},
 * and their running average in {@code params_ema}.
 */
public final class PthWriter {

  /** As in PyTorch: every storage begins at a multiple of this, so that it can be mapped. */
  private static final int ALIGNMENT = 64;

  private static final int LOCAL_HEADER_BYTES = 30;

  /** What PyTorch names the field of an entry's header that pads it. */
  private static final short PADDING_FIELD = 0x4246;

  private static final String FOLDER = "archive/";

  /** A written entry, for the directory at the end. */
  private record Entry(String name, int crc, int size, long header) {}

  private final OutputStream out;
  private final List<Entry> entries = new ArrayList<>();
  private long position;

  private PthWriter(OutputStream out) {
    this.out = out;
  }

  /**
   * @param sets of weights by their names in the file, such as {@code params}
   * @param dtype FLOAT32 or FLOAT16
   * @throws io.github.edvr4j.EdvrException (OUTPUT) if the file cannot be written, (MODEL) if
   *     float16 cannot hold a value
   */
  public static void write(Path file, SequencedMap<String, StateDict> sets, Dtype dtype) {
    OutputFile.write(file, out -> new PthWriter(out).archive(sets, dtype));
  }

  static void write(Path file, StateDict tensors, Dtype dtype) {
    write(file, new LinkedHashMap<>(Map.of("params", tensors)), dtype);
  }

  private void archive(SequencedMap<String, StateDict> sets, Dtype dtype) throws IOException {
    entry("data.pkl", PickleWriter.sets(sets, dtype));
    entry("byteorder", "little".getBytes(StandardCharsets.US_ASCII));
    int key = 0;
    for (StateDict tensors : sets.values()) {
      for (Map.Entry<String, StoredTensor> tensor : tensors.tensors().entrySet()) {
        entry("data/" + key++, ParameterBytes.of(tensor.getKey(), tensor.getValue(), dtype));
      }
    }
    entry("version", "3\n".getBytes(StandardCharsets.US_ASCII));
    directory();
  }

  private void entry(String shortName, byte[] content) throws IOException {
    String name = FOLDER + shortName;
    CRC32 crc = new CRC32();
    crc.update(content);
    Entry entry = new Entry(name, (int) crc.getValue(), content.length, position);
    entries.add(entry);

    long unpadded = position + LOCAL_HEADER_BYTES + name.length() + 4;
    int padding = (int) Math.floorMod(-unpadded, (long) ALIGNMENT);
    ByteBuffer header = buffer(LOCAL_HEADER_BYTES + name.length() + 4 + padding);
    header.putInt(0x04034b50);
    common(header, entry, 4 + padding);
    header.put(name.getBytes(StandardCharsets.US_ASCII));
    header.putShort(PADDING_FIELD).putShort((short) padding);
    write(header.array());
    write(content);
  }

  private void directory() throws IOException {
    long start = position;
    for (Entry entry : entries) {
      ByteBuffer header = buffer(46 + entry.name().length());
      header.putInt(0x02014b50).putShort((short) 0);
      common(header, entry, 0);
      // Comment, disk and attributes are 0.
      header.position(42).putInt(Math.toIntExact(entry.header()));
      header.put(entry.name().getBytes(StandardCharsets.US_ASCII));
      write(header.array());
    }
    ByteBuffer end = buffer(22);
    end.putInt(0x06054b50).putInt(0);
    end.putShort((short) entries.size()).putShort((short) entries.size());
    end.putInt(Math.toIntExact(position - start)).putInt(Math.toIntExact(start));
    write(end.array());
  }

  /** The fields that an entry's header and its line in the directory share. */
  private static void common(ByteBuffer header, Entry entry, int extraBytes) {
    header.putShort((short) 10).putShort((short) 0).putShort((short) 0); // version, flags, stored
    header.putShort((short) 0).putShort((short) 0x21); // 1 January 1980: the same bytes every time
    header.putInt(entry.crc()).putInt(entry.size()).putInt(entry.size());
    header.putShort((short) entry.name().length()).putShort((short) extraBytes);
  }

  private static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private void write(byte[] bytes) throws IOException {
    out.write(bytes);
    position += bytes.length;
  }
}
