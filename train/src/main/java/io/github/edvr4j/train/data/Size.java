package io.github.edvr4j.train.data;

/**
 * Of a picture.
 *
 * @param height rows
 * @param width columns
 */
public record Size(int height, int width) {

  /** What is left when squares of {@code factor} pixels become one; a rest is cut off. */
  public Size reduced(int factor) {
    return new Size(height / factor, width / factor);
  }

  long bytes() {
    return 3L * height * width;
  }

  @Override
  public String toString() {
    return width + "x" + height;
  }
}
