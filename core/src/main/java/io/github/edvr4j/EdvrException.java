package io.github.edvr4j;

/**
 * A failure that the user can read: one line that says what is wrong, where, and what to do.
 *
 * <p>Its {@link Category} says whose turn it is and which exit code the command line ends with.
 */
public final class EdvrException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What failed, and the exit code that the {@code edvr} command ends with because of it. */
  public enum Category {
    /** An argument is missing, unknown or out of range. */
    USAGE(2),
    /** A frame, clip or file given to restore cannot be read. */
    INPUT(1),
    /** A model file cannot be read, or its weights do not form a network that is known here. */
    MODEL(1),
    /** The result cannot be written. */
    OUTPUT(1),
    /** The work does not fit into memory. */
    MEMORY(1),
    /** A mistake in edvr4j itself. */
    INTERNAL(1);

    private final int exitCode;

    Category(int exitCode) {
      this.exitCode = exitCode;
    }

    /** The exit code of the process: 2 for wrong usage, 1 for any other failure. */
    public int exitCode() {
      return exitCode;
    }
  }

  private final Category category;

  /** Creates a failure of the given category; the message is shown to the user as it is. */
  public EdvrException(Category category, String message) {
    super(message);
    this.category = category;
  }

  /** Creates a failure of the given category that another one caused. */
  public EdvrException(Category category, String message, Throwable cause) {
    super(message, cause);
    this.category = category;
  }

  /** What failed. */
  public Category category() {
    return category;
  }
}
