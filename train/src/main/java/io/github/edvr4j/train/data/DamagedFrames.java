package io.github.edvr4j.train.data;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Frames that could not be read: each is named once, and there must not be too many. */
final class DamagedFrames {

  private final int limit;
  private final Consumer<String> warnings;
  private final Set<String> named = new HashSet<>();

  /**
   * @param limit how many different frames may be damaged
   * @param warnings is told of each
   */
  DamagedFrames(int limit, Consumer<String> warnings) {
    this.limit = limit;
    this.warnings = warnings;
  }

  /**
   * @throws EdvrException (INPUT) if it is one too many
   */
  synchronized void add(DamagedFrameException damaged) {
    if (!named.add(String.valueOf(damaged.getMessage()))) {
      return;
    }
    if (named.size() > limit) {
      throw new EdvrException(
          Category.INPUT,
          "more than %d frames are damaged (option damaged_limit), the last: %s"
              .formatted(limit, damaged.getMessage()),
          damaged);
    }
    warnings.accept("left out: " + damaged.getMessage());
  }
}
