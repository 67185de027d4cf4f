package io.github.edvr4j.weights;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A safetensors file: the header's length in 8 bytes, a JSON header, the tensors one after another.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
final class SafetensorsFile {

  static final int LENGTH_BYTES = 8;
  static final long MAX_HEADER_BYTES = 100_000_000;

  private final Map<String, StoredTensor> tensors;
  private final Map<String, String> metadata;

  private SafetensorsFile(Map<String, StoredTensor> tensors, Map<String, String> metadata) {
    this.tensors = Collections.unmodifiableMap(tensors);
    this.metadata = metadata;
  }

  /** The tensors by name, in the header's order. */
  Map<String, StoredTensor> tensors() {
    return tensors;
  }

  /** The text under {@code __metadata__}. */
  Map<String, String> metadata() {
    return metadata;
  }

  /**
   * @throws MalformedFileException if the header is not as the format demands, or the tensors don't
   *     fill the rest of the file without gap or overlap
   */
  static SafetensorsFile read(MemorySegment file) {
    Cursor in = new Cursor(file, 0);
    long headerBytes = in.i64();
    if (headerBytes < 0 || headerBytes > MAX_HEADER_BYTES) {
      throw new MalformedFileException("claims a safetensors header of more than 100 MB");
    }
    SafetensorsHeader header = SafetensorsHeader.parse(in.utf8(headerBytes));
    MemorySegment data = file.asSlice(in.position());
    checkLayout(header.tensors(), data.byteSize());

    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    header.tensors().forEach((name, info) -> tensors.put(name, tensor(name, info, data)));
    return new SafetensorsFile(tensors, header.metadata());
  }

  private static StoredTensor tensor(
      String name, SafetensorsHeader.Tensor info, MemorySegment data) {
    try {
      return StoredTensor.contiguous(
          info.dtype(), info.shape(), data.asSlice(info.begin(), info.end() - info.begin()));
    } catch (MalformedFileException e) {
      throw e.at(name);
    }
  }

  private static void checkLayout(Map<String, SafetensorsHeader.Tensor> tensors, long dataBytes) {
    List<Map.Entry<String, SafetensorsHeader.Tensor>> ordered = new ArrayList<>(tensors.entrySet());
    ordered.sort(
        Comparator.comparingLong(
                (Map.Entry<String, SafetensorsHeader.Tensor> e) -> e.getValue().begin())
            .thenComparingLong(e -> e.getValue().end()));
    long expected = 0;
    for (Map.Entry<String, SafetensorsHeader.Tensor> entry : ordered) {
      SafetensorsHeader.Tensor info = entry.getValue();
      String name = entry.getKey();
      if (info.begin() == expected && info.end() > dataBytes) {
        throw new MalformedFileException(
            "is truncated or damaged: %s should end at byte %d, but there are %d bytes of tensors"
                .formatted(name, info.end(), dataBytes));
      }
      if (info.begin() != expected || info.end() < info.begin()) {
        throw new MalformedFileException(
            "places %s at bytes %d to %d of %d, but %d is where the tensor before it ends"
                .formatted(name, info.begin(), info.end(), dataBytes, expected));
      }
      if (info.bytes() != info.end() - info.begin()) {
        throw new MalformedFileException(
            "gives %s %d bytes, but its shape %s of %s takes %d"
                .formatted(
                    name, info.end() - info.begin(), info.shape(), info.dtype(), info.bytes()));
      }
      expected = info.end();
    }
    if (expected != dataBytes) {
      throw new MalformedFileException(
          "has %d bytes of tensors where its header describes %d; it is truncated or damaged"
              .formatted(dataBytes, expected));
    }
  }
}
