package io.github.edvr4j.kernel.vector;

import io.github.edvr4j.kernel.Kernels;

/** The set of vector kernels. */
public final class VectorKernels {

  private VectorKernels() {}

  /** The kernels at the machine's number of lanes. */
  public static Kernels create() {
    return new Kernels(
        Lanes.COUNT,
        new VectorGemm(),
        new VectorWinogradTransform(),
        new VectorDeformableSampling(),
        new VectorPointwise(),
        new VectorResampling(),
        new VectorFmaChains());
  }
}
