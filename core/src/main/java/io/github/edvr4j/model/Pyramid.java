package io.github.edvr4j.model;

/**
 * The features of one frame at three scales.
 *
 * @param l1 (N, F, H, W)
 * @param l2 (N, F, H/2, W/2)
 * @param l3 (N, F, H/4, W/4)
 * @param <T> the interpreter's tensor
 */
public record Pyramid<T>(T l1, T l2, T l3) {}
