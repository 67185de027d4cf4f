package io.github.edvr4j.engine;

/** The parts of the network, in the order in which a frame passes through them. */
public enum Stage {
  /** The pyramid of one frame, computed once in a stream. */
  FEATURES,
  /** Neighbours moved onto the reference; the halves that one frame alone decides included. */
  ALIGN,
  /** The aligned frames of a window made one. */
  FUSE,
  /** From that to the restored frame. */
  RECONSTRUCT
}
