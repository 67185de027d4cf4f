package io.github.edvr4j.train.loop;

import java.time.Duration;

/**
 * What a training has cost, however many processes it took: the processor time of all their
 * threads, measurements and the preparation of data included.
 *
 * @param earlier seconds of the processes before this one
 */
record ProcessorTime(long earlier) {

  /** In whole seconds; of this process 0 where the system doesn't say. */
  long seconds() {
    return earlier
        + ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toSeconds();
  }
}
