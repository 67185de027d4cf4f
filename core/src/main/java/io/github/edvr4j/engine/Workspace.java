package io.github.edvr4j.engine;

/**
 * Memory that plans use one after another: the arena of their values, and scratch for each worker.
 */
final class Workspace {

  private int most;
  private float[] arena = new float[0];
  private final float[][] scratch;

  Workspace(int workers) {
    scratch = new float[workers][0];
  }

  /** A plan that takes so much will be run: what is made at the first run then suits all. */
  synchronized void announce(int floats) {
    most = Math.max(most, floats);
  }

  synchronized float[] arena() {
    if (arena.length < most) {
      // Dropped first, so that old and new need not fit side by side.
      arena = new float[0];
      arena = new float[most];
    }
    return arena;
  }

  float[][] scratch(int floats) {
    for (int worker = 0; worker < scratch.length; worker++) {
      if (scratch[worker].length < floats) {
        scratch[worker] = new float[floats];
      }
    }
    return scratch;
  }
}
