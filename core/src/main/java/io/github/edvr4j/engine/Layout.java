package io.github.edvr4j.engine;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.engine.RowSchedule.Group;
import io.github.edvr4j.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Where a graph's values lie in one array: two share a place if one is last used before the other
 * is made.
 *
 * <p>Of values whose nodes take turns ({@link RowSchedule}) only the kept rows have a place, and
 * all of a group have theirs from the first turn to the last.
 *
 * @param offsets where each node's value starts, or -1 for inputs and outputs, which lie elsewhere
 * @param floats length of the array
 */
record Layout(int[] offsets, int floats) {

  /** Values start at cache lines as far as the array does. */
  private static final int LINE = 16;

  private record Place(long from, long to, int lastUse) {}

  /**
   * @throws EdvrException if the values don't fit into one array
   */
  static Layout of(Graph graph, RowSchedule schedule) {
    int[] lastUse = new int[graph.nodes().size()];
    int[] begin = new int[graph.nodes().size()];
    for (Group group : schedule.groups()) {
      for (Node node : graph.nodes().subList(group.first(), group.last() + 1)) {
        begin[node.id()] = group.first();
        node.inputs().forEach(input -> lastUse[input] = group.last());
      }
    }
    int[] offsets = new int[graph.nodes().size()];
    Arrays.fill(offsets, -1);
    List<Place> places = new ArrayList<>();
    long floats = 0;
    for (Node node : graph.nodes()) {
      places.removeIf(place -> place.lastUse() < begin[node.id()]);
      if (node.op() instanceof Op.Input || graph.outputs().contains(node.id())) {
        continue;
      }
      Shape shape = node.shape();
      long values = (long) schedule.rows()[node.id()] * shape.w() * shape.c();
      long size = (values + LINE - 1) / LINE * LINE;
      long from = firstGap(places, size);
      places.add(new Place(from, from + size, lastUse[node.id()]));
      floats = Math.max(floats, from + size);
      if (floats > Integer.MAX_VALUE - 8) {
        throw new EdvrException(
            EdvrException.Category.MEMORY,
            "frames of this size need more than 8 GiB at once; restore smaller frames");
      }
      offsets[node.id()] = (int) from;
    }
    return new Layout(offsets, (int) floats);
  }

  private static long firstGap(List<Place> places, long size) {
    places.sort(Comparator.comparingLong(Place::from));
    long from = 0;
    for (Place place : places) {
      if (place.from() - from >= size) {
        return from;
      }
      from = Math.max(from, place.to());
    }
    return from;
  }
}
