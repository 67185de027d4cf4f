package io.github.edvr4j.weights;

/**
 * A file's bytes contradict its format. The readers throw it without knowing the file's name; the
 * entry points turn it into an {@link io.github.edvr4j.EdvrException} that has it.
 */
final class MalformedFileException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  MalformedFileException(String message) {
    super(message);
  }
}
