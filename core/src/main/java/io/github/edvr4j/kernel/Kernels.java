package io.github.edvr4j.kernel;

/**
 * One set of kernels.
 *
 * @param lanes floats that one instruction works on; 1 for the plain loops
 */
public record Kernels(
    int lanes,
    Gemm gemm,
    WinogradTransform winograd,
    DeformableSampling sampling,
    Pointwise pointwise,
    Resampling resampling) {}
