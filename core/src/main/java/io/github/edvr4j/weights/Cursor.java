package io.github.edvr4j.weights;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads little-endian numbers and strings one after another, never past the end. */
final class Cursor {

  private final MemorySegment data;
  private long position;

  Cursor(MemorySegment data, long position) {
    this.data = data;
    this.position = position;
  }

  long position() {
    return position;
  }

  int u8() {
    return data.get(JAVA_BYTE, advance(1)) & 0xFF;
  }

  int u16() {
    return data.get(JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), advance(2)) & 0xFFFF;
  }

  int i32() {
    return data.get(JAVA_INT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), advance(4));
  }

  long u32() {
    return Integer.toUnsignedLong(i32());
  }

  /** 64 bits; values of 2^63 and more come out negative. */
  long i64() {
    return data.get(JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN), advance(8));
  }

  long i64BigEndian() {
    return data.get(JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN), advance(8));
  }

  /** The next bytes, not copied. */
  MemorySegment bytes(long length) {
    return data.asSlice(advance(length), length);
  }

  /** The next bytes as text. */
  String utf8(long length) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes(length).asByteBuffer()).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedFileException(
          "is damaged: it has text that is not UTF-8 at byte " + (position - length));
    }
  }

  /** Text up to a line feed, which is skipped. */
  String line() {
    long end = position;
    while (end < data.byteSize() && data.get(JAVA_BYTE, end) != '\n') {
      end++;
    }
    String text = utf8(end - position);
    advance(1);
    return text;
  }

  private long advance(long length) {
    if (length < 0 || length > data.byteSize() - position) {
      throw new MalformedFileException(
          "ends at byte %d, in the middle of an item; the file is truncated or damaged"
              .formatted(data.byteSize()));
    }
    long from = position;
    position += length;
    return from;
  }
}
