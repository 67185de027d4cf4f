package io.github.edvr4j.cli;

import io.github.edvr4j.metrics.Channels;
import io.github.edvr4j.metrics.ClipComparison;

/** Where the numbers of a comparison go, as they come. */
interface MetricsReport extends AutoCloseable {

  /**
   * What is compared, and how.
   *
   * @param width of the frames
   * @param height of the frames
   * @param crop rows and columns left out on each side
   */
  record Subject(
      String judged, String reference, int width, int height, Channels channels, int crop) {}

  void frame(long number, ClipComparison.Score score);

  void mean(ClipComparison.Mean mean);

  @Override
  void close();
}
