package io.github.edvr4j.engine;

/** Rows {@code from} (inclusive) to {@code to} (exclusive) of an image. */
record Band(int from, int to) {

  int rows() {
    return to - from;
  }

  /** The rows of an image that a shuffle by {@code r} makes these of. */
  Band beforeShuffle(int r) {
    return new Band(from / r, (to + r - 1) / r);
  }
}
