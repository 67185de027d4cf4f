package io.github.edvr4j.video;

import io.github.edvr4j.video.ColourTags.ChromaLocation;
import org.bytedeco.ffmpeg.avutil.AVPixFmtDescriptor;

/**
 * Where subsampled chroma samples lie on the luma grid: sample {@code i} of an axis is centred at
 * {@code (i << shift) + offset} luma samples.
 *
 * @param shiftX base-2 logarithm of the horizontal subsampling
 * @param shiftY base-2 logarithm of the vertical subsampling
 * @param offsetX of the first sample, in luma samples
 * @param offsetY of the first sample, in luma samples
 */
record ChromaGrid(int shiftX, int shiftY, float offsetX, float offsetY) {

  /** Unsaid means left, as in MPEG-2, H.264 and everything after. */
  static ChromaGrid of(AVPixFmtDescriptor format, ChromaLocation location) {
    int shiftX = format.log2_chroma_w();
    int shiftY = format.log2_chroma_h();
    float middleX = ((1 << shiftX) - 1) / 2f;
    float middleY = ((1 << shiftY) - 1) / 2f;
    float x =
        switch (location) {
          case UNSPECIFIED, LEFT, TOP_LEFT, BOTTOM_LEFT -> 0;
          case CENTER, TOP, BOTTOM -> middleX;
        };
    float y =
        switch (location) {
          case TOP_LEFT, TOP -> 0;
          case UNSPECIFIED, LEFT, CENTER -> middleY;
          case BOTTOM_LEFT, BOTTOM -> 2 * middleY;
        };
    return new ChromaGrid(shiftX, shiftY, x, y);
  }

  /** The chroma samples of a row of this many luma samples. */
  int width(int luma) {
    return (luma + (1 << shiftX) - 1) >> shiftX;
  }

  /** The rows of chroma samples for this many rows of luma samples. */
  int height(int luma) {
    return (luma + (1 << shiftY) - 1) >> shiftY;
  }

  /**
   * For each luma sample of an axis, where to interpolate among the chroma samples: the first of
   * the two neighbours and the weight of the second.
   */
  record Taps(int[] first, float[] weight) {}

  Taps columns(int luma) {
    return taps(luma, width(luma), shiftX, offsetX);
  }

  Taps rows(int luma) {
    return taps(luma, height(luma), shiftY, offsetY);
  }

  private static Taps taps(int luma, int chroma, int shift, float offset) {
    int[] first = new int[luma];
    float[] weight = new float[luma];
    for (int i = 0; i < luma; i++) {
      float at = Math.clamp((i - offset) / (1 << shift), 0f, chroma - 1f);
      first[i] = Math.min((int) at, Math.max(0, chroma - 2));
      weight[i] = chroma == 1 ? 0 : at - first[i];
    }
    return new Taps(first, weight);
  }

  /**
   * For a chroma sample of an axis, the weights of the luma samples around it that it stands for.
   * They start at luma sample {@code (i << shift) + from}; a chroma sample on a luma sample takes
   * half of its neighbours, one between two takes both.
   */
  record Kernel(int from, float[] weights) {}

  Kernel acrossColumns() {
    return kernel(shiftX, offsetX);
  }

  Kernel acrossRows() {
    return kernel(shiftY, offsetY);
  }

  /** The overlap of a box as wide as the subsampling with each luma sample. */
  private static Kernel kernel(int shift, float offset) {
    float half = (1 << shift) / 2f;
    int from = (int) Math.floor(offset - half + 0.5f);
    int to = (int) Math.ceil(offset + half - 0.5f);
    float[] weights = new float[to - from + 1];
    for (int k = from; k <= to; k++) {
      float low = Math.max(k - 0.5f, offset - half);
      float high = Math.min(k + 0.5f, offset + half);
      weights[k - from] = Math.max(0, high - low) / (2 * half);
    }
    return new Kernel(from, weights);
  }
}
