package io.github.edvr4j.cli;

/** Does something when the user presses Ctrl-C, or the JVM is told to end otherwise. */
final class OnInterrupt implements AutoCloseable {

  private final Thread hook;

  /**
   * @param work what to do if the JVM is told to end before this is closed; the JVM waits for it
   */
  OnInterrupt(Runnable work) {
    hook = new Thread(work, "edvr-interrupt");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The JVM is ending: the hook runs already.
    }
  }
}
