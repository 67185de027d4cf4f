package io.github.edvr4j.weights;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_INT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_LONG_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The element types that checkpoints store. */
public enum Dtype {
  FLOAT64(8, "F64", "DoubleStorage"),
  FLOAT32(4, "F32", "FloatStorage"),
  FLOAT16(2, "F16", "HalfStorage"),
  BFLOAT16(2, "BF16", "BFloat16Storage"),
  INT64(8, "I64", "LongStorage"),
  INT32(4, "I32", "IntStorage"),
  INT16(2, "I16", "ShortStorage"),
  INT8(1, "I8", "CharStorage"),
  UINT8(1, "U8", "ByteStorage"),
  BOOL(1, "BOOL", "BoolStorage");

  private final int bytes;
  private final String safetensorsName;
  private final String torchStorage;

  Dtype(int bytes, String safetensorsName, String torchStorage) {
    this.bytes = bytes;
    this.safetensorsName = safetensorsName;
    this.torchStorage = torchStorage;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }

  /** Whether the elements are floating-point numbers, as a network's parameters are. */
  public boolean isFloat() {
    return ordinal() <= BFLOAT16.ordinal();
  }

  /** The name in a safetensors header. */
  public String safetensorsName() {
    return safetensorsName;
  }

  /** The name of PyTorch's storage class. */
  String torchStorage() {
    return torchStorage;
  }

  static Optional<Dtype> ofSafetensors(String name) {
    return Arrays.stream(values()).filter(d -> d.safetensorsName.equals(name)).findFirst();
  }

  static Optional<Dtype> ofTorchStorage(String name) {
    return Arrays.stream(values()).filter(d -> d.torchStorage.equals(name)).findFirst();
  }

  /** One element as the nearest float. */
  float floatAt(MemorySegment data, long offset, ByteOrder order) {
    return switch (this) {
      case FLOAT32 -> data.get(JAVA_FLOAT_UNALIGNED.withOrder(order), offset);
      case FLOAT16, BFLOAT16 -> floatOf(shortAt(data, offset, order));
      case FLOAT64 -> (float) data.get(JAVA_DOUBLE_UNALIGNED.withOrder(order), offset);
      default -> longAt(data, offset, order);
    };
  }

  /** The value of 16 bits: of a float16, or of the upper half of a float32. */
  float floatOf(short bits) {
    return this == FLOAT16 ? Float.float16ToFloat(bits) : Float.intBitsToFloat(bits << 16);
  }

  /** One element as a double; exact for all but large 64-bit integers. */
  double doubleAt(MemorySegment data, long offset, ByteOrder order) {
    return switch (this) {
      case FLOAT64 -> data.get(JAVA_DOUBLE_UNALIGNED.withOrder(order), offset);
      case FLOAT32, FLOAT16, BFLOAT16 -> floatAt(data, offset, order);
      default -> longAt(data, offset, order);
    };
  }

  /** One element of an integer type. */
  long longAt(MemorySegment data, long offset, ByteOrder order) {
    return switch (this) {
      case INT64 -> data.get(JAVA_LONG_UNALIGNED.withOrder(order), offset);
      case INT32 -> data.get(JAVA_INT_UNALIGNED.withOrder(order), offset);
      case INT16 -> shortAt(data, offset, order);
      case INT8 -> data.get(JAVA_BYTE, offset);
      case UINT8, BOOL -> data.get(JAVA_BYTE, offset) & 0xFF;
      case FLOAT64, FLOAT32, FLOAT16, BFLOAT16 ->
          throw new IllegalArgumentException(this + " elements are not integers");
    };
  }

  private static short shortAt(MemorySegment data, long offset, ByteOrder order) {
    return data.get(JAVA_SHORT_UNALIGNED.withOrder(order), offset);
  }

  /** The name that Python users know, such as {@code float32}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
