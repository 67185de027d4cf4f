package io.github.edvr4j.kernel;

import io.github.edvr4j.kernel.scalar.ScalarDeformableSampling;
import io.github.edvr4j.kernel.scalar.ScalarFmaChains;
import io.github.edvr4j.kernel.scalar.ScalarGemm;
import io.github.edvr4j.kernel.scalar.ScalarPointwise;
import io.github.edvr4j.kernel.scalar.ScalarResampling;
import io.github.edvr4j.kernel.scalar.ScalarWinogradTransform;

/**
 * One set of kernels. All of them are stateless and may be used by any number of threads.
 *
 * @param lanes floats that one instruction works on; 1 for the plain loops
 */
public record Kernels(
    int lanes,
    Gemm gemm,
    WinogradTransform winograd,
    DeformableSampling sampling,
    Pointwise pointwise,
    Resampling resampling,
    FmaChains fma) {

  private static final class Best {
    static final Kernels KERNELS = KernelLookup.find();
  }

  /** The plain loops. */
  public static Kernels scalar() {
    return new Kernels(
        1,
        new ScalarGemm(),
        new ScalarWinogradTransform(),
        new ScalarDeformableSampling(),
        new ScalarPointwise(),
        new ScalarResampling(),
        new ScalarFmaChains());
  }

  /**
   * The Vector API's kernels, or the plain loops where the program was started without {@code
   * --add-modules jdk.incubator.vector}; the first call in a process then logs a warning that says
   * so. The system property {@code edvr.kernels=scalar} asks for the plain loops, without a
   * warning. The choice is made once in a process.
   *
   * @throws IllegalArgumentException if {@code edvr.kernels} is neither {@code scalar} nor {@code
   *     best}
   */
  public static Kernels best() {
    return Best.KERNELS;
  }
}
