package io.github.edvr4j.model;

import java.util.function.Function;

/**
 * The features of one frame at three scales.
 *
 * @param l1 (N, F, H, W)
 * @param l2 (N, F, H/2, W/2)
 * @param l3 (N, F, H/4, W/4)
 * @param <T> the interpreter's tensor
 */
public record Pyramid<T>(T l1, T l2, T l3) {

  /** The same change of every level. */
  public <R> Pyramid<R> map(Function<T, R> change) {
    return new Pyramid<>(change.apply(l1), change.apply(l2), change.apply(l3));
  }
}
