package io.github.edvr4j.train.data;

/** A frame whose data cannot be read; the training leaves it out and says so. */
public final class DamagedFrameException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message the frame and what is wrong with it, in one line
   */
  public DamagedFrameException(String message, Throwable cause) {
    super(message, cause);
  }
}
