package io.github.edvr4j.engine;

import io.github.edvr4j.kernel.Image;

/**
 * The work of one node on some rows of its image, cut into pieces that may be done in any order and
 * at the same time. Images are found by node id.
 */
interface Task {

  /**
   * @param band its first row is a multiple of {@link RowSchedule#multiple}, its end one too, or
   *     the image's
   */
  int pieces(Band band);

  /** Floats of scratch memory that a piece needs. */
  default int scratch() {
    return 0;
  }

  /** Called once before any rows are computed. */
  default void start() {}

  void run(Band band, int piece, Image[] images, float[] scratch);

  /** Called once when all rows are done. */
  default void done(ProbeListener probes) {}
}
