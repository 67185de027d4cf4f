package io.github.edvr4j.weights;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_SHORT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A tensor as it lies in a file: of any rank, possibly a strided view of a storage that it shares
 * with others. Values are read when asked for.
 */
public final class StoredTensor {

  /** Views that repeat elements (stride 0) may be this large; others are bounded by their file. */
  private static final long MAX_REPEATING_ELEMENTS = 1 << 16;

  private static final int MAX_RANK = 16;

  private final Dtype dtype;
  private final List<Integer> shape;
  private final List<Long> strides;
  private final int elements;
  private final long offset;
  private final MemorySegment storage;
  private final ByteOrder order;

  /**
   * @param extents of any rank; empty for a scalar
   * @param strides steps along each axis, in elements
   * @param offset first element's index in the storage
   * @param storage the elements' bytes
   * @throws MalformedFileException if the view does not lie inside its storage
   */
  private StoredTensor(
      Dtype dtype,
      List<Long> extents,
      List<Long> strides,
      long offset,
      MemorySegment storage,
      ByteOrder order) {
    this.dtype = dtype;
    this.elements = countElements(extents);
    this.shape = extents.stream().map(Math::toIntExact).toList();
    this.strides = List.copyOf(strides);
    this.offset = offset;
    this.storage = storage;
    this.order = order;
    checkReach(storage.byteSize() / dtype.bytes());
  }

  /** A strided view of a storage; see the constructor. */
  static StoredTensor view(
      Dtype dtype,
      List<Long> extents,
      List<Long> strides,
      long offset,
      MemorySegment storage,
      ByteOrder order) {
    return new StoredTensor(dtype, extents, strides, offset, storage, order);
  }

  /**
   * A copy of values that lie in memory.
   *
   * @param shape of any rank; empty for a scalar
   * @param values row-major, as many as the shape has
   */
  public static StoredTensor of(List<Integer> shape, float[] values) {
    byte[] bytes = new byte[Math.multiplyExact(values.length, Dtype.FLOAT32.bytes())];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return contiguous(
        Dtype.FLOAT32,
        shape.stream().map(Integer::longValue).toList(),
        MemorySegment.ofArray(bytes));
  }

  /** A row-major tensor that fills its little-endian storage. */
  static StoredTensor contiguous(Dtype dtype, List<Long> extents, MemorySegment storage) {
    return view(dtype, extents, rowMajor(extents), 0, storage, ByteOrder.LITTLE_ENDIAN);
  }

  private static int countElements(List<Long> extents) {
    if (extents.size() > MAX_RANK) {
      throw new MalformedFileException("a tensor has " + extents.size() + " axes");
    }
    long product = 1;
    for (long extent : extents) {
      if (extent < 0 || extent > Integer.MAX_VALUE) {
        throw new MalformedFileException("a tensor's shape " + extents + " is absurd");
      }
      // Zero extents make the others irrelevant, but only once they have all been looked at.
      product = Math.min(product * extent, Integer.MAX_VALUE);
    }
    if (product > Integer.MAX_VALUE - 8) {
      throw new MalformedFileException(
          "a tensor of shape " + extents + " is too large for one array");
    }
    return (int) product;
  }

  /** Steps of a row-major tensor, in elements. */
  static List<Long> rowMajor(List<Long> extents) {
    Long[] strides = new Long[extents.size()];
    long step = 1;
    for (int axis = strides.length - 1; axis >= 0; axis--) {
      strides[axis] = step;
      step *= Math.max(1, extents.get(axis));
    }
    return List.of(strides);
  }

  private void checkReach(long storageElements) {
    if (strides.size() != shape.size()) {
      throw new MalformedFileException(
          "a tensor has %d extents but %d strides".formatted(shape.size(), strides.size()));
    }
    if (offset < 0 || strides.stream().anyMatch(stride -> stride < 0)) {
      throw new MalformedFileException("a tensor has a negative offset or stride");
    }
    if (elements == 0) {
      return;
    }
    long last = offset;
    try {
      for (int axis = 0; axis < shape.size(); axis++) {
        last = Math.addExact(last, Math.multiplyExact(shape.get(axis) - 1L, strides.get(axis)));
      }
    } catch (ArithmeticException e) {
      last = Long.MAX_VALUE;
    }
    if (last >= storageElements) {
      throw new MalformedFileException(
          "a tensor of shape %s reaches beyond its storage of %d elements"
              .formatted(shapeText(), storageElements));
    }
    if (elements > Math.max(storageElements, MAX_REPEATING_ELEMENTS)) {
      throw new MalformedFileException(
          "a tensor of shape %s repeats a storage of only %d elements"
              .formatted(shapeText(), storageElements));
    }
  }

  /** How the file stores an element; {@link #floats} and the like convert. */
  public Dtype dtype() {
    return dtype;
  }

  /** Extents, outermost first; empty for a scalar. */
  public List<Integer> shape() {
    return shape;
  }

  /** How many values the tensor has; 0 if an extent is 0. */
  public int elements() {
    return elements;
  }

  /** The values, row-major, as floats: exact for 16- and 32-bit floats, else the nearest. */
  public float[] floats() {
    float[] values = new float[elements];
    if (!isContiguous()) {
      forEachOffset((i, at) -> values[i] = dtype.floatAt(storage, at, order));
      return values;
    }
    long start = offset * dtype.bytes();
    switch (dtype) {
      case FLOAT32 ->
          MemorySegment.copy(
              storage, JAVA_FLOAT_UNALIGNED.withOrder(order), start, values, 0, elements);
      case FLOAT16, BFLOAT16 -> {
        short[] halves = new short[elements];
        MemorySegment.copy(
            storage, JAVA_SHORT_UNALIGNED.withOrder(order), start, halves, 0, elements);
        for (int i = 0; i < elements; i++) {
          values[i] = dtype.floatOf(halves[i]);
        }
      }
      default -> forEachOffset((i, at) -> values[i] = dtype.floatAt(storage, at, order));
    }
    return values;
  }

  /** The values, row-major, as doubles. */
  public double[] doubles() {
    double[] values = new double[elements];
    forEachOffset((i, at) -> values[i] = dtype.doubleAt(storage, at, order));
    return values;
  }

  /**
   * The values, row-major, of a tensor of integers or truth values (1 and 0).
   *
   * @throws IllegalArgumentException if the elements are floats
   */
  public long[] longs() {
    long[] values = new long[elements];
    forEachOffset((i, at) -> values[i] = dtype.longAt(storage, at, order));
    return values;
  }

  private boolean isContiguous() {
    return strides.equals(rowMajor(shape.stream().map(Integer::longValue).toList()));
  }

  /** Receives a value's row-major index and its byte offset in the storage. */
  private interface ElementVisitor {
    void visit(int index, long byteOffset);
  }

  private void forEachOffset(ElementVisitor visitor) {
    int[] position = new int[shape.size()];
    long at = offset;
    for (int i = 0; i < elements; i++) {
      visitor.visit(i, at * dtype.bytes());
      for (int axis = position.length - 1; axis >= 0; axis--) {
        at += strides.get(axis);
        if (++position[axis] < shape.get(axis)) {
          break;
        }
        at -= strides.get(axis) * shape.get(axis);
        position[axis] = 0;
      }
    }
  }

  /** The shape as a reader expects it, such as {@code 64x3x3x3}; {@code scalar} for rank 0. */
  String shapeText() {
    return shapeText(shape);
  }

  static String shapeText(List<Integer> shape) {
    return shape.isEmpty()
        ? "scalar"
        : shape.stream().map(String::valueOf).collect(Collectors.joining("x"));
  }

  @Override
  public String toString() {
    return dtype + " " + shapeText();
  }
}
