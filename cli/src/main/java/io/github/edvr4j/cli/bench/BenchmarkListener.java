package io.github.edvr4j.cli.bench;

/** Hears how far a benchmark is. */
public interface BenchmarkListener {

  /** From now on this is done. */
  void phase(String what);

  /** So many frames of the phase are restored; the last one took so long. */
  void frame(int done, double seconds);
}
