package io.github.edvr4j.train.data;

import io.github.edvr4j.metrics.Rgb8;

/** Makes pictures smaller by whole factors, which takes the traces of compression out of them. */
final class AreaReduction {

  private AreaReduction() {}

  /** Each square of {@code factor} pixels becomes its mean; a rest at right and bottom goes. */
  static Rgb8 reduce(Rgb8 picture, int factor) {
    if (factor == 1) {
      return picture;
    }
    Size size = new Size(picture.height(), picture.width()).reduced(factor);
    byte[] means = new byte[Math.toIntExact(size.bytes())];
    int pixels = factor * factor;
    for (int y = 0; y < size.height(); y++) {
      for (int x = 0; x < size.width(); x++) {
        for (int c = 0; c < 3; c++) {
          int sum = 0;
          for (int dy = 0; dy < factor; dy++) {
            int row = 3 * ((y * factor + dy) * picture.width() + x * factor) + c;
            for (int dx = 0; dx < factor; dx++) {
              sum += picture.values()[row + 3 * dx] & 0xFF;
            }
          }
          means[3 * (y * size.width() + x) + c] = (byte) ((sum + pixels / 2) / pixels);
        }
      }
    }
    return new Rgb8(size.height(), size.width(), means);
  }
}
