package io.github.edvr4j.weights;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The entries of a zip file in memory. Stored entries are slices of it, so that the tensors of a
 * mapped file need no copy; deflated ones are inflated within bounds. Checksums are not verified:
 * PyTorch can be told to leave them out.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE.TXT</a>
 */
final class ZipDirectory {

  private static final int END_SIGNATURE = 0x06054b50;
  private static final int ZIP64_LOCATOR_SIGNATURE = 0x07064b50;
  private static final int ZIP64_END_SIGNATURE = 0x06064b50;
  private static final int CENTRAL_SIGNATURE = 0x02014b50;
  private static final int LOCAL_SIGNATURE = 0x04034b50;

  private static final int END_BYTES = 22;
  private static final int ZIP64_LOCATOR_BYTES = 20;
  private static final int CENTRAL_BYTES = 46;
  private static final int MAX_ENTRIES = 200_000;

  /** Weights hardly compress; a file that inflates to more than this times itself is a bomb. */
  private static final int MAX_INFLATION = 20;

  private static final int STORED = 0;
  private static final int DEFLATED = 8;

  /** Where an entry's bytes lie. */
  private record Entry(String name, int method, long header, long start, long packed, long size) {
    long end() {
      return start + packed;
    }
  }

  private final MemorySegment file;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private long inflated;

  /**
   * @throws MalformedFileException if the file is no zip, or one whose entries overlap, repeat a
   *     name or lie outside it
   */
  ZipDirectory(MemorySegment file) {
    this.file = file;
    readCentralDirectory();
    checkOverlap();
  }

  Set<String> names() {
    return entries.keySet();
  }

  /** An entry's bytes, if there is one of that name. */
  Optional<MemorySegment> find(String name) {
    return Optional.ofNullable(entries.get(name)).map(this::content);
  }

  private void readCentralDirectory() {
    long end = findEnd();
    Cursor in = new Cursor(file, end + 10);
    long count = in.u16();
    long bytes = in.u32();
    long start = in.u32();
    if (count == 0xFFFF || bytes == 0xFFFFFFFFL || start == 0xFFFFFFFFL) {
      Cursor zip64 = zip64End(end);
      zip64.bytes(20); // size, versions, disks
      zip64.i64(); // entries on this disk
      count = zip64.i64();
      bytes = zip64.i64();
      start = zip64.i64();
    }
    if (start < 0 || bytes < 0 || start > end || bytes > end - start) {
      throw new MalformedFileException("is damaged: its zip directory lies outside the file");
    }
    if (count < 0 || count > Math.min(MAX_ENTRIES, bytes / CENTRAL_BYTES)) {
      throw new MalformedFileException(
          "is damaged: its zip directory claims %d entries in %d bytes".formatted(count, bytes));
    }
    Cursor directory = new Cursor(file.asSlice(start, bytes), 0);
    for (int i = 0; i < count; i++) {
      Entry entry = readEntry(directory, start);
      if (entries.put(entry.name(), entry) != null) {
        throw new MalformedFileException(
            "is damaged: its zip directory names " + entry.name() + " twice");
      }
    }
  }

  /** The end record, which a comment of up to 65535 bytes may follow. */
  private long findEnd() {
    long last = file.byteSize() - END_BYTES;
    for (long at = last; at >= Math.max(0, last - 0xFFFF); at--) {
      Cursor in = new Cursor(file, at);
      if (in.i32() == END_SIGNATURE) {
        in.bytes(16);
        if (in.u16() == last - at) {
          return at;
        }
      }
    }
    throw new MalformedFileException(
        "begins as a zip file but has no directory at its end; the download is incomplete");
  }

  private Cursor zip64End(long end) {
    if (end >= ZIP64_LOCATOR_BYTES) {
      Cursor locator = new Cursor(file, end - ZIP64_LOCATOR_BYTES);
      if (locator.i32() == ZIP64_LOCATOR_SIGNATURE) {
        locator.i32();
        long at = locator.i64();
        if (at >= 0 && at <= end - ZIP64_LOCATOR_BYTES) {
          Cursor in = new Cursor(file, at);
          if (in.i32() == ZIP64_END_SIGNATURE) {
            return in;
          }
        }
      }
    }
    throw new MalformedFileException("is damaged: its 64-bit zip directory is missing");
  }

  private Entry readEntry(Cursor in, long directoryStart) {
    if (in.i32() != CENTRAL_SIGNATURE) {
      throw new MalformedFileException("is damaged: its zip directory is damaged");
    }
    in.bytes(4);
    int flags = in.u16();
    int method = in.u16();
    in.bytes(8);
    long packed = in.u32();
    long size = in.u32();
    int nameBytes = in.u16();
    int extraBytes = in.u16();
    int commentBytes = in.u16();
    in.bytes(8);
    long header = in.u32();
    String name = in.utf8(nameBytes);
    Cursor extra = new Cursor(in.bytes(extraBytes), 0);
    in.bytes(commentBytes);
    while (extra.position() < extraBytes) {
      int id = extra.u16();
      Cursor field = new Cursor(extra.bytes(extra.u16()), 0);
      if (id == 1) {
        size = size == 0xFFFFFFFFL ? field.i64() : size;
        packed = packed == 0xFFFFFFFFL ? field.i64() : packed;
        header = header == 0xFFFFFFFFL ? field.i64() : header;
      }
    }
    if ((flags & 1) != 0) {
      throw new MalformedFileException("is encrypted: its zip entry " + name + " has a password");
    }
    long start = contentStart(name, header, directoryStart);
    if (packed < 0 || size < 0 || packed > directoryStart - start) {
      throw new MalformedFileException(
          "is damaged: its zip entry " + name + " reaches beyond the file");
    }
    switch (method) {
      case STORED -> {
        if (packed != size) {
          throw new MalformedFileException("is damaged: its zip entry " + name + " has two sizes");
        }
      }
      case DEFLATED -> {
        inflated += size;
        if (inflated > Integer.MAX_VALUE - 8 || inflated / MAX_INFLATION > file.byteSize()) {
          throw new MalformedFileException(
              "is refused: its zip entries claim to inflate to more than %,d bytes"
                  .formatted(inflated));
        }
      }
      default ->
          throw new MalformedFileException(
              "is not supported: its zip entry %s is compressed by method %d; only deflate is known"
                  .formatted(name, method));
    }
    return new Entry(name, method, header, start, packed, size);
  }

  private long contentStart(String name, long header, long directoryStart) {
    if (header < 0 || header > directoryStart) {
      throw new MalformedFileException(
          "is damaged: its zip entry " + name + " lies outside the file");
    }
    Cursor local = new Cursor(file, header);
    if (local.i32() != LOCAL_SIGNATURE) {
      throw new MalformedFileException("is damaged: its zip entry " + name + " has no header");
    }
    local.bytes(22);
    int nameBytes = local.u16();
    int extraBytes = local.u16();
    if (!local.utf8(nameBytes).equals(name)) {
      throw new MalformedFileException("is damaged: its zip entry " + name + " has two names");
    }
    local.bytes(extraBytes);
    return local.position();
  }

  private void checkOverlap() {
    List<Entry> ordered = new ArrayList<>(entries.values());
    ordered.sort(Comparator.comparingLong(Entry::header));
    for (int i = 1; i < ordered.size(); i++) {
      if (ordered.get(i).header() < ordered.get(i - 1).end()) {
        throw new MalformedFileException(
            "is damaged: its zip entries %s and %s overlap"
                .formatted(ordered.get(i - 1).name(), ordered.get(i).name()));
      }
    }
  }

  private MemorySegment content(Entry entry) {
    MemorySegment packed = file.asSlice(entry.start(), entry.packed());
    return entry.method() == STORED ? packed : inflate(entry, packed);
  }

  private static MemorySegment inflate(Entry entry, MemorySegment packed) {
    byte[] bytes = new byte[(int) entry.size()];
    try (Inflater inflater = new Inflater(true)) {
      inflater.setInput(packed.asByteBuffer());
      int filled = 0;
      while (filled < bytes.length) {
        int more = inflater.inflate(bytes, filled, bytes.length - filled);
        if (more == 0) {
          break;
        }
        filled += more;
      }
      // One more byte would come out if the entry were larger than it claims.
      if (filled < bytes.length || inflater.inflate(new byte[1]) != 0 || !inflater.finished()) {
        throw new MalformedFileException(
            "is damaged: its zip entry "
                + entry.name()
                + " does not inflate to the size it claims");
      }
    } catch (DataFormatException e) {
      throw new MalformedFileException("is damaged: its zip entry " + entry.name() + " is damaged");
    }
    return MemorySegment.ofArray(bytes);
  }
}
