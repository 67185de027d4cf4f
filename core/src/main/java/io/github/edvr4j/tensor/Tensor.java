package io.github.edvr4j.tensor;

import java.util.Arrays;

/**
 * A dense float tensor, row-major in (N, C, H, W) order.
 *
 * <p>The array is not copied: who passes it on shares it.
 *
 * @param shape the extents
 * @param data {@code shape.elements()} values, width fastest
 */
public record Tensor(Shape shape, float[] data) {

  /**
   * @throws IllegalArgumentException if the array's length is not the shape's
   */
  public Tensor {
    if (data.length != shape.elements()) {
      throw new IllegalArgumentException(
          "a tensor of %s needs %d values, got %d".formatted(shape, shape.elements(), data.length));
    }
  }

  /** A tensor of zeros. */
  public static Tensor zeros(Shape shape) {
    return new Tensor(shape, new float[shape.elements()]);
  }

  /** Where the value of item {@code n}, channel {@code c}, row {@code y}, column {@code x} lies. */
  public int index(int n, int c, int y, int x) {
    return ((n * shape.c() + c) * shape.h() + y) * shape.w() + x;
  }

  /** The value of item {@code n}, channel {@code c}, row {@code y}, column {@code x}. */
  public float at(int n, int c, int y, int x) {
    return data[index(n, c, y, x)];
  }

  /**
   * One item of a batch, copied.
   *
   * @return a tensor of shape (1, C, H, W)
   */
  public Tensor item(int n) {
    int length = shape.c() * shape.plane();
    return new Tensor(
        Shape.of(shape.c(), shape.h(), shape.w()),
        Arrays.copyOfRange(data, n * length, (n + 1) * length));
  }

  /**
   * Items of equal shape as one batch, copied.
   *
   * @param items tensors of shape (n, C, H, W), equal in C, H and W
   */
  public static Tensor batch(Tensor... items) {
    Shape first = items[0].shape;
    int n = 0;
    for (Tensor item : items) {
      if (!item.shape.equals(new Shape(item.shape.n(), first.c(), first.h(), first.w()))) {
        throw new IllegalArgumentException(
            "a batch needs items of one shape, got %s and %s".formatted(first, item.shape));
      }
      n += item.shape.n();
    }
    Tensor all = zeros(new Shape(n, first.c(), first.h(), first.w()));
    int at = 0;
    for (Tensor item : items) {
      System.arraycopy(item.data, 0, all.data, at, item.data.length);
      at += item.data.length;
    }
    return all;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tensor that
        && shape.equals(that.shape)
        && Arrays.equals(data, that.data);
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.hashCode(data);
  }

  @Override
  public String toString() {
    return "Tensor[" + shape + "]";
  }
}
