package io.github.edvr4j.engine;

/** Watches values that the network names. */
@FunctionalInterface
public interface ProbeListener {

  /** Watches nothing. */
  ProbeListener NONE = (name, meanAbs) -> {};

  /**
   * A named value has been computed. A plan that is not rewritten reports every probe; otherwise
   * the offsets of the deformable convolutions, {@code LAYER.offset}, are reported.
   *
   * @param meanAbs the mean of its absolute values, for an offset in pixels of its level
   */
  void observe(String name, double meanAbs);
}
