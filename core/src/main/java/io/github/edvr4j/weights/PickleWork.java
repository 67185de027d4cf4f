package io.github.edvr4j.weights;

import io.github.edvr4j.weights.PyValue.Dict;
import io.github.edvr4j.weights.PyValue.Str;

/**
 * The work that a pickle asks for, which is limited: a pickle can refer to what it holds again and
 * again, so that a short one could ask for any amount.
 */
final class PickleWork {

  /** EDVR-L's state dict takes about ten thousand. */
  private static final int MAX_OPERATIONS = 2_000_000;

  /** Characters that are compared in about the time that a small operation takes. */
  private static final int COMPARED_IN_ONE_STEP = 64;

  private int operations;

  /**
   * Counts operations, or what takes as long.
   *
   * @throws MalformedFileException if there are too many
   */
  void add(int steps) {
    operations += steps;
    if (operations > MAX_OPERATIONS || operations < 0) {
      throw new MalformedFileException(
          "is refused: its pickle takes more than %,d operations; no checkpoint needs so many"
              .formatted(MAX_OPERATIONS));
    }
  }

  /** Puts something into a dict, which compares its key with one that it holds. */
  void put(Dict dict, PyValue key, PyValue value) {
    if (key instanceof Str(String text)) {
      add(text.length() / COMPARED_IN_ONE_STEP);
    }
    dict.put(key, value);
  }
}
