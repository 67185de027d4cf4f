package io.github.edvr4j.kernel.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** The vectors that all kernels use: the machine's widest, up to 16 floats. */
final class Lanes {

  static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.length() > FloatVector.SPECIES_512.length()
          ? FloatVector.SPECIES_512
          : FloatVector.SPECIES_PREFERRED;

  static final int COUNT = SPECIES.length();

  private Lanes() {}

  /** A vector of the values {@code at + i} on; those from {@code at + count} on are zero. */
  static FloatVector load(float[] x, int at, int i, int count) {
    return i <= count - COUNT
        ? FloatVector.fromArray(SPECIES, x, at + i)
        : FloatVector.fromArray(SPECIES, x, at + i, SPECIES.indexInRange(i, count));
  }
}
