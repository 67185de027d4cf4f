package io.github.edvr4j.engine;

import io.github.edvr4j.kernel.Image;

/**
 * The work of one node, cut into pieces that may be done in any order and at the same time. Images
 * are found by node id.
 */
interface Task {

  int pieces();

  /** Floats of scratch memory that a piece needs. */
  default int scratch() {
    return 0;
  }

  void run(int piece, Image[] images, float[] scratch);

  /** Called once when all pieces are done. */
  default void done(ProbeListener probes) {}
}
