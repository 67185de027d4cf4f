package io.github.edvr4j.video;

/**
 * The relation of luma and colour differences to RGB, by the two weights that define it (ITU-T
 * H.273, table 4).
 *
 * @param kr weight of red in luma
 * @param kb weight of blue in luma
 */
record YuvMatrix(float kr, float kb) {

  /** What the tags mean for a picture of this size; unknown ones are taken for unsaid. */
  static YuvMatrix of(ColourTags tags, int width, int height) {
    return switch (tags.matrixFor(width, height)) {
      case 1 -> new YuvMatrix(0.2126f, 0.0722f);
      case 4 -> new YuvMatrix(0.30f, 0.11f);
      case 5, 6 -> new YuvMatrix(0.299f, 0.114f);
      case 7 -> new YuvMatrix(0.212f, 0.087f);
      case 9, 10 -> new YuvMatrix(0.2627f, 0.0593f);
      default -> of(tags.withMatrix(ColourTags.UNSPECIFIED), width, height);
    };
  }

  float kg() {
    return 1 - kr - kb;
  }

  /** How much one unit of the red difference Cr, in [-0.5, 0.5], adds to red. */
  float redPerCr() {
    return 2 * (1 - kr);
  }

  /** How much one unit of the blue difference Cb, in [-0.5, 0.5], adds to blue. */
  float bluePerCb() {
    return 2 * (1 - kb);
  }
}
