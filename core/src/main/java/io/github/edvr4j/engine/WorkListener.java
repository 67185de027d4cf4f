package io.github.edvr4j.engine;

/** Watches what is computed, and how long that takes. */
@FunctionalInterface
public interface WorkListener {

  /** Watches nothing. */
  WorkListener NONE = (operation, multiplyAdds, nanos) -> {};

  /**
   * One operation has been run, by all threads together. Operations follow one another.
   *
   * @param multiplyAdds its arithmetic as {@link Cost} counts it, 0 where that counts none
   * @param nanos from its beginning to its end
   */
  void done(Operation operation, long multiplyAdds, long nanos);
}
