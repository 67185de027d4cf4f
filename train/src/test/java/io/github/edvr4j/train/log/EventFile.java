package io.github.edvr4j.train.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Reads TensorBoard's files, without the help of what writes them. */
final class EventFile {

  /** What a record says; purge where it is the start of a session. */
  record Event(double time, long step, String version, Map<String, Float> scalars, boolean purge) {}

  private EventFile() {}

  static List<Event> read(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<Event> events = new ArrayList<>();
    while (bytes.hasRemaining()) {
      byte[] length = new byte[8];
      bytes.get(length);
      check(length, bytes.getInt());
      byte[] content = new byte[(int) little(length).getLong()];
      bytes.get(content);
      check(content, bytes.getInt());
      events.add(event(content));
    }
    return events;
  }

  private static void check(byte[] content, int masked) {
    int unmasked = masked - 0xa282ead8;
    long expected = (unmasked >>> 17 | unmasked << 15) & 0xFFFFFFFFL;
    CRC32C crc = new CRC32C();
    crc.update(content);
    if (crc.getValue() != expected) {
      throw new IllegalStateException("a checksum is wrong");
    }
  }

  private static Event event(byte[] content) {
    Map<Integer, List<Object>> fields = fields(content);
    Map<String, Float> scalars = new LinkedHashMap<>();
    for (Object summary : fields.getOrDefault(5, List.of())) {
      for (Object value : fields((byte[]) summary).getOrDefault(1, List.of())) {
        Map<Integer, List<Object>> scalar = fields((byte[]) value);
        scalars.put(text(scalar.get(1)), (Float) one(scalar.get(2)));
      }
    }
    boolean purge =
        fields.getOrDefault(7, List.of()).stream()
            .anyMatch(session -> one(fields((byte[]) session).get(1)).equals(1L));
    return new Event(
        (Double) one(fields.get(1)),
        (Long) one(fields.get(2)),
        fields.containsKey(3) ? text(fields.get(3)) : "",
        scalars,
        purge);
  }

  private static Object one(@Nullable List<Object> values) {
    if (values == null || values.size() != 1) {
      throw new IllegalStateException("expected one value, got " + values);
    }
    return values.getFirst();
  }

  private static String text(@Nullable List<Object> values) {
    return new String((byte[]) one(values), StandardCharsets.UTF_8);
  }

  /** A protobuf message's fields by number. */
  private static Map<Integer, List<Object>> fields(byte[] message) {
    Map<Integer, List<Object>> fields = new LinkedHashMap<>();
    ByteBuffer bytes = little(message);
    while (bytes.hasRemaining()) {
      long key = varint(bytes);
      Object value =
          switch ((int) (key & 7)) {
            case 0 -> varint(bytes);
            case 1 -> bytes.getDouble();
            case 2 -> {
              byte[] content = new byte[(int) varint(bytes)];
              bytes.get(content);
              yield content;
            }
            case 5 -> bytes.getFloat();
            default -> throw new IllegalStateException("wire type " + (key & 7));
          };
      fields.computeIfAbsent((int) (key >>> 3), _ -> new ArrayList<>()).add(value);
    }
    return fields;
  }

  private static long varint(ByteBuffer bytes) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes.get();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
