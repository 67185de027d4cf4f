package io.github.edvr4j.engine;

/**
 * Memory that plans use one after another: the arena of their values, and scratch for each worker.
 */
final class Workspace {

  private float[] arena = new float[0];
  private final float[][] scratch;

  Workspace(int workers) {
    scratch = new float[workers][0];
  }

  float[] arena(int floats) {
    if (arena.length < floats) {
      // Dropped first, so that old and new need not fit side by side.
      arena = new float[0];
      arena = new float[floats];
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
