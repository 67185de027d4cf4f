package io.github.edvr4j.train.data;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;

/**
 * A frame whose data cannot be read or used. A training leaves it out and says so; where every
 * frame counts, it is a {@link #failure()}.
 */
public final class DamagedFrameException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param message the frame and what is wrong with it, in one line
   */
  public DamagedFrameException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * @param message the frame and why it can't be used, in one line
   */
  public DamagedFrameException(String message) {
    super(message);
  }

  /** The same for the user, (INPUT), where nothing can go on without the frame. */
  public EdvrException failure() {
    return new EdvrException(Category.INPUT, String.valueOf(getMessage()), this);
  }
}
