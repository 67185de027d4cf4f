package io.github.edvr4j.stream;

import io.github.edvr4j.engine.Finite;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.tensor.Shape;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Weights that are looked at when the network takes them: each should be a finite number. */
final class FiniteWeights implements Weights {

  private final Weights weights;
  private final Set<String> seen = new HashSet<>();
  private final Set<String> damaged = new TreeSet<>();

  FiniteWeights(Weights weights) {
    this.weights = weights;
  }

  /** Names parameters whose numbers aren't finite, of those that were taken. */
  synchronized Optional<String> damage() {
    if (damaged.isEmpty()) {
      return Optional.empty();
    }
    String first = damaged.iterator().next();
    String others =
        switch (damaged.size()) {
          case 1 -> "holds";
          case 2 -> "and one other parameter hold";
          default -> "and %d other parameters hold".formatted(damaged.size() - 1);
        };
    return Optional.of(
        "the model's %s %s values that are no finite numbers; the file is damaged, or its training failed"
            .formatted(first, others));
  }

  @Override
  public float[] get(String name, int elements) {
    return looked(name, weights.get(name, elements));
  }

  @Override
  public float[] weight(String layer, Shape shape) {
    return looked(layer + ".weight", weights.weight(layer, shape));
  }

  @Override
  public float[] bias(String layer, int channels) {
    return looked(layer + ".bias", weights.bias(layer, channels));
  }

  private synchronized float[] looked(String name, float[] values) {
    if (seen.add(name) && !Finite.all(values)) {
      damaged.add(name);
    }
    return values;
  }
}
