package io.github.edvr4j.weights;

import io.github.edvr4j.EdvrException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A parameter's values as the writers store them: row-major, little-endian. */
final class ParameterBytes {

  private ParameterBytes() {}

  /**
   * @throws EdvrException (MODEL) if a value is too large for float16
   * @throws IllegalArgumentException if dtype is neither FLOAT32 nor FLOAT16
   */
  static byte[] of(String name, StoredTensor tensor, Dtype dtype) {
    float[] values = tensor.floats();
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.length, dtype.bytes()))
            .order(ByteOrder.LITTLE_ENDIAN);
    switch (dtype) {
      case FLOAT32 -> bytes.asFloatBuffer().put(values);
      case FLOAT16 -> {
        for (float value : values) {
          bytes.putShort(half(name, value));
        }
      }
      default -> throw new IllegalArgumentException("parameters are not written as " + dtype);
    }
    return bytes.array();
  }

  private static short half(String name, float value) {
    short half = Float.floatToFloat16(value);
    if (Float.isFinite(value) && !Float.isFinite(Float.float16ToFloat(half))) {
      throw new EdvrException(
          EdvrException.Category.MODEL,
          "%s has the value %s, which float16 can't hold; write float32".formatted(name, value));
    }
    return half;
  }
}
