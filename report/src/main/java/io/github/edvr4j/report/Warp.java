package io.github.edvr4j.report;

import io.github.edvr4j.alignment.Field;
import io.github.edvr4j.alignment.Flow;

/** Moves a picture's pixels. */
final class Warp {

  private Warp() {}

  /**
   * The picture in which every pixel is what lies at its displaced place, bilinearly; beyond the
   * edges the edge is repeated.
   *
   * @param flow of the picture's size, in its pixels
   */
  static Field backward(Field picture, Flow flow) {
    Field moved = Field.zeros(picture.height(), picture.width(), picture.channels());
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        int i = y * picture.width() + x;
        float fromY = Math.clamp(y + flow.dy()[i], 0f, picture.height() - 1f);
        float fromX = Math.clamp(x + flow.dx()[i], 0f, picture.width() - 1f);
        for (int c = 0; c < picture.channels(); c++) {
          moved.set(y, x, c, sample(picture, fromY, fromX, c));
        }
      }
    }
    return moved;
  }

  private static float sample(Field picture, float y, float x, int c) {
    int top = (int) y;
    int left = (int) x;
    int bottom = Math.min(top + 1, picture.height() - 1);
    int right = Math.min(left + 1, picture.width() - 1);
    float below = y - top;
    float beside = x - left;
    return (1 - below)
            * ((1 - beside) * picture.at(top, left, c) + beside * picture.at(top, right, c))
        + below
            * ((1 - beside) * picture.at(bottom, left, c) + beside * picture.at(bottom, right, c));
  }
}
