package io.github.edvr4j.report;

import io.github.edvr4j.alignment.Field;

/** How far two pictures, or two frames' features, are apart. */
final class Difference {

  private Difference() {}

  /** The mean |difference| of each pixel's channels. */
  static Field ofPictures(Field a, Field b) {
    Field difference = Field.zeros(a.height(), a.width(), 1);
    for (int i = 0; i < a.pixels(); i++) {
      double sum = 0;
      for (int c = 0; c < a.channels(); c++) {
        sum += Math.abs(a.values()[i * a.channels() + c] - b.values()[i * b.channels() + c]);
      }
      difference.values()[i] = (float) (sum / a.channels());
    }
    return difference;
  }

  /** The length of each pixel's difference as a share of the reference's mean length. */
  static Field ofFeatures(Field features, Field reference) {
    Field difference = Field.zeros(features.height(), features.width(), 1);
    double mean = 0;
    for (int i = 0; i < features.pixels(); i++) {
      double apart = 0;
      double length = 0;
      for (int c = 0; c < features.channels(); c++) {
        float r = reference.values()[i * reference.channels() + c];
        float d = features.values()[i * features.channels() + c] - r;
        apart += d * d;
        length += r * r;
      }
      difference.values()[i] = (float) Math.sqrt(apart);
      mean += Math.sqrt(length) / features.pixels();
    }
    for (int i = 0; i < features.pixels() && mean > 0; i++) {
      difference.values()[i] /= (float) mean;
    }
    return difference;
  }
}
