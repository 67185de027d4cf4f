package io.github.edvr4j.report;

import io.github.edvr4j.alignment.Field;
import io.github.edvr4j.resize.Bicubic;
import io.github.edvr4j.stream.Frame;
import java.awt.image.BufferedImage;

/** Pictures from values. */
final class Rgb {

  private Rgb() {}

  /** The picture of 3 channels, 0 black and 1 white; what lies outside is cut. */
  static BufferedImage picture(Field rgb) {
    BufferedImage picture = blank(rgb.height(), rgb.width());
    for (int y = 0; y < rgb.height(); y++) {
      for (int x = 0; x < rgb.width(); x++) {
        picture.setRGB(x, y, packed(rgb.at(y, x, 0), rgb.at(y, x, 1), rgb.at(y, x, 2)));
      }
    }
    return picture;
  }

  static Field field(Frame frame) {
    return new Field(frame.height(), frame.width(), Frame.CHANNELS, frame.rgb());
  }

  static BufferedImage blank(int height, int width) {
    return new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
  }

  /** 0xRRGGBB of values from 0 to 1. */
  static int packed(double red, double green, double blue) {
    return level(red) << 16 | level(green) << 8 | level(blue);
  }

  private static int level(double value) {
    return (int) Math.rint(Math.clamp(value, 0, 1) * 255);
  }

  /** The same picture in another size, bicubically. */
  static Field resized(Field picture, int height, int width) {
    if (picture.height() == height && picture.width() == width) {
      return picture;
    }
    float[] values =
        Bicubic.resize(
            picture.values(), picture.height(), picture.width(), picture.channels(), height, width);
    return new Field(height, width, picture.channels(), values);
  }
}
