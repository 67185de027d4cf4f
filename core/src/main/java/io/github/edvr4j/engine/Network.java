package io.github.edvr4j.engine;

import io.github.edvr4j.ops.Ops;
import java.util.List;

/** A network, or a stage of one, as a text over the primitive operations. */
@FunctionalInterface
public interface Network {

  /**
   * @param inputs the tensors that come from outside
   * @return the tensors that are asked for
   */
  <T> List<T> apply(Ops<T> ops, List<T> inputs);
}
