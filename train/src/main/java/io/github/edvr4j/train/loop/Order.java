package io.github.edvr4j.train.loop;

import io.github.edvr4j.train.options.TrainingOptions;
import java.util.ArrayList;
import java.util.List;

/**
 * What decides which examples come next, beside the data themselves.
 *
 * @param seed of everything random
 * @param batch examples of a step
 */
record Order(long seed, long batch) {

  static Order of(TrainingOptions options) {
    return new Order(options.seed(), options.batch());
  }

  /** In what another order differs, a sentence each for the user. */
  List<String> differences(Order now) {
    List<String> differences = new ArrayList<>();
    if (seed != now.seed) {
      differences.add(difference("manual_seed", seed, now.seed));
    }
    if (batch != now.batch) {
      differences.add(difference("datasets:train:batch_size_per_gpu", batch, now.batch));
    }
    return differences;
  }

  private static String difference(String key, long earlier, long now) {
    return "%s is %d and was %d before: the training goes on, but with other examples than it would have had"
        .formatted(key, now, earlier);
  }
}
