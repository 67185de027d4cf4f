package io.github.edvr4j.stream;

/**
 * Finds the frames with which a new scene begins: those that differ from the frame before much more
 * than that one did from its own predecessor. Motion, however fast, differs by much again and again
 * and is no cut (FFmpeg's {@code scdet}, whose scale this is).
 */
final class SceneCuts {

  private final double threshold;
  private float[] lastLuma = new float[0];
  private double lastDifference;

  /**
   * @param threshold of the difference, 0 (everything is a cut) to 100 (nothing is)
   */
  SceneCuts(double threshold) {
    this.threshold = threshold;
  }

  /** Looks at the next frame and says whether it begins another scene; the first one doesn't. */
  boolean begins(Frame frame) {
    float[] luma = luma(frame);
    boolean first = lastLuma.length == 0;
    double difference = first ? 0 : 100 * meanDifference(luma, lastLuma);
    double score = Math.min(difference, Math.abs(difference - lastDifference));
    lastLuma = luma;
    lastDifference = difference;
    return !first && score >= threshold;
  }

  /** Forgets what it saw: the next frame is the first one. */
  void reset() {
    lastLuma = new float[0];
    lastDifference = 0;
  }

  /** BT.601's, 0 to 1. */
  private static float[] luma(Frame frame) {
    float[] luma = new float[frame.height() * frame.width()];
    float[] rgb = frame.rgb();
    for (int i = 0; i < luma.length; i++) {
      luma[i] = 0.299f * rgb[3 * i] + 0.587f * rgb[3 * i + 1] + 0.114f * rgb[3 * i + 2];
    }
    return luma;
  }

  private static double meanDifference(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs(a[i] - b[i]);
    }
    return sum / a.length;
  }
}
