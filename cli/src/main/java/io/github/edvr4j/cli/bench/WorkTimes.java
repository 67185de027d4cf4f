package io.github.edvr4j.cli.bench;

import io.github.edvr4j.engine.Operation;
import io.github.edvr4j.engine.Stage;
import io.github.edvr4j.engine.WorkListener;
import java.util.EnumMap;
import java.util.Map;

/** Adds up the engine's time and arithmetic, by stage and by operation. */
final class WorkTimes {

  /**
   * What belongs together.
   *
   * @param nanos by the clock, however many threads there are
   * @param multiplyAdds counted as direct convolution
   */
  record Sum(long nanos, long multiplyAdds) {

    static final Sum NONE = new Sum(0, 0);

    Sum plus(Sum other) {
      return new Sum(nanos + other.nanos, multiplyAdds + other.multiplyAdds);
    }
  }

  private final Map<Stage, Sum> stages = new EnumMap<>(Stage.class);
  private final Map<Operation, Sum> operations = new EnumMap<>(Operation.class);

  WorkListener of(Stage stage) {
    return (operation, multiplyAdds, nanos) -> {
      Sum sum = new Sum(nanos, multiplyAdds);
      stages.merge(stage, sum, Sum::plus);
      operations.merge(operation, sum, Sum::plus);
    };
  }

  Sum in(Stage stage) {
    return stages.getOrDefault(stage, Sum.NONE);
  }

  Sum in(Operation operation) {
    return operations.getOrDefault(operation, Sum.NONE);
  }

  void clear() {
    stages.clear();
    operations.clear();
  }
}
