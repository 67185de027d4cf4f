package io.github.edvr4j.weights;

import io.github.edvr4j.EdvrException;

/**
 * A file's bytes contradict its format. The readers throw it without knowing the file's name; the
 * entry points turn it into an {@link EdvrException} that has it.
 */
final class MalformedFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int MAX_MESSAGE = 4000;

  /**
   * @param message to follow the file's name: {@code is damaged: ...}
   */
  MalformedFileException(String message) {
    super(message);
  }

  /** The same of a whole file, where this is about one of its tensors. */
  MalformedFileException at(String tensor) {
    return new MalformedFileException("is damaged at %s: %s".formatted(tensor, getMessage()));
  }

  /** The failure to show to a user, in which names from the file can't control a terminal. */
  EdvrException of(String file) {
    String message = "model file %s %s".formatted(file, getMessage()).replaceAll("\\p{Cc}", "?");
    return new EdvrException(
        EdvrException.Category.MODEL,
        message.length() > MAX_MESSAGE ? message.substring(0, MAX_MESSAGE) + "..." : message,
        this);
  }
}
