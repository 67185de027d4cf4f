package io.github.edvr4j.report;

import io.github.edvr4j.alignment.Field;
import io.github.edvr4j.alignment.Layer;
import io.github.edvr4j.alignment.WatchedStage.Values;
import io.github.edvr4j.model.EdvrConfig;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Aligns the windows of footage one after another; a frame's features are computed once. */
final class Window {

  private final Inspector inspector;
  private final Footage footage;
  private final Map<Integer, List<Field>> pyramids = new HashMap<>();
  private int[] numbers = {};

  Window(Inspector inspector, Footage footage) {
    this.inspector = inspector;
    this.footage = footage;
  }

  /** Turns to the window of another frame. */
  void moveTo(int frame) {
    numbers = footage.window(frame, config());
    Set<Integer> needed = Arrays.stream(numbers).boxed().collect(Collectors.toSet());
    pyramids.keySet().retainAll(needed);
    for (int number : needed) {
      pyramids.computeIfAbsent(number, absent -> inspector.features(footage.frame(absent)));
    }
  }

  EdvrConfig config() {
    return inspector.config();
  }

  int frames() {
    return numbers.length;
  }

  /** The number in the footage of the window's frame {@code t}. */
  int number(int t) {
    return numbers[t];
  }

  /** Every frame of the window but the one that is restored. */
  List<Integer> neighbours() {
    List<Integer> neighbours = new ArrayList<>();
    for (int t = 0; t < numbers.length; t++) {
      if (t != config().centre()) {
        neighbours.add(t);
      }
    }
    return neighbours;
  }

  Field picture(int t) {
    return footage.frame(numbers[t]);
  }

  /** The finest level of a frame's features. */
  Field features(int t) {
    return pyramid(t).getFirst();
  }

  private List<Field> pyramid(int t) {
    List<Field> pyramid = pyramids.get(numbers[t]);
    if (pyramid == null) {
      throw new IllegalStateException("the window was not moved to frame " + numbers[t]);
    }
    return pyramid;
  }

  /** Frame {@code t} aligned with the centre frame. */
  Values align(int t) {
    return inspector.align(pyramid(t), pyramid(config().centre()));
  }

  /** What each neighbour's alignment makes of something, averaged. */
  Map<String, Double> meanOfNeighbours(Function<Layer, Double> value) {
    Map<String, Double> means = new LinkedHashMap<>();
    List<Integer> neighbours = neighbours();
    for (int t : neighbours) {
      for (Layer layer : Layer.of(align(t), config().deformableGroups())) {
        means.merge(layer.title(), value.apply(layer) / neighbours.size(), Double::sum);
      }
    }
    return means;
  }
}
