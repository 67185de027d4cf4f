package io.github.edvr4j.goldens;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One array of NumPy, in C order.
 *
 * @param shape extents, empty for a scalar
 * @param dtype NumPy's name of the element type without byte order, such as {@code f4} or {@code
 *     i8}
 * @param data the elements, little-endian
 */
public record NpyArray(int[] shape, String dtype, ByteBuffer data) {

  /** How many elements there are. */
  public int size() {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  /** The elements of a float32 or float64 array, rounded to float. */
  public float[] floats() {
    float[] values = new float[size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = dtype.equals("f4") ? data.getFloat(4 * i) : (float) doubleAt(i);
    }
    return values;
  }

  /** The elements of an array of any kept type. */
  public double[] doubles() {
    double[] values = new double[size()];
    Arrays.setAll(values, this::doubleAt);
    return values;
  }

  /** The elements of an array of whole numbers. */
  public long[] longs() {
    long[] values = new long[size()];
    Arrays.setAll(values, this::longAt);
    return values;
  }

  private double doubleAt(int i) {
    return switch (dtype) {
      case "f4" -> data.getFloat(4 * i);
      case "f8" -> data.getDouble(8 * i);
      default -> longAt(i);
    };
  }

  private long longAt(int i) {
    return switch (dtype) {
      case "i8" -> data.getLong(8 * i);
      case "i4" -> data.getInt(4 * i);
      case "u1" -> data.get(i) & 0xFF;
      case "i1", "b1" -> data.get(i);
      default -> throw new IllegalStateException("no whole numbers in an array of " + dtype);
    };
  }
}
