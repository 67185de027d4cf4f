package io.github.edvr4j.train.data;

/**
 * An endless row of examples. Each depends on its number alone, whoever asks and in whatever order,
 * so that a training which is taken up again sees what the uninterrupted one would have seen.
 */
public interface Samples {

  /**
   * The example of this number; may be called by several threads at once.
   *
   * @param index from 0 on
   * @throws io.github.edvr4j.EdvrException if too many frames of the data are damaged
   */
  Sample get(long index);
}
