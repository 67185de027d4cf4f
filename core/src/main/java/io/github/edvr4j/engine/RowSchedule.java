package io.github.edvr4j.engine;

import io.github.edvr4j.kernel.WinogradTransform;
import java.util.ArrayList;
import java.util.List;

/**
 * The order in which rows are computed where a graph's values grow larger than its input: the
 * enlarging end of the network, whose values in full would take most of the memory. Its nodes take
 * turns, each computing the few rows that the next ones are about to read, so that only these are
 * kept, and are still in cache when they are read. No row is computed twice.
 *
 * @param first the node from which on all take turns; there are as many nodes if none do
 * @param rows how many rows of each node are kept at once
 */
record RowSchedule(int first, List<Turn> turns, int[] rows) {

  /**
   * Rows of the result between two turns of its node: a few megabytes of a frame's widest values.
   */
  private static final int BAND = 32;

  /**
   * A node's turn.
   *
   * @param keep the first of its rows that anybody still reads
   * @param band the rows to compute
   */
  record Turn(int node, int keep, Band band) {}

  static RowSchedule of(Graph graph) {
    int nodes = graph.nodes().size();
    int[] rows = graph.nodes().stream().mapToInt(node -> node.shape().h()).toArray();
    int first = firstLarger(graph);
    List<Turn> turns = new ArrayList<>();
    if (first < nodes) {
      new Planner(graph, first, rows, turns).plan();
    }
    return new RowSchedule(first, turns, rows);
  }

  private static int firstLarger(Graph graph) {
    int first = graph.nodes().size();
    long plane = graph.node(graph.inputs().getFirst()).shape().plane();
    while (first > 0
        && !(graph.node(first - 1).op() instanceof Op.Input)
        && !(graph.node(first - 1).op() instanceof Op.Deform)
        && graph.node(first - 1).shape().plane() > plane) {
      first--;
    }
    return first;
  }

  /** Rows of a node are computed in multiples of this. */
  static int multiple(Op op) {
    return switch (op) {
      case Op.Conv conv when WinogradTask.suits(conv.layer()) ->
          WinogradTransform.TILE * conv.shuffle();
      case Op.Conv conv -> conv.shuffle();
      default -> 1;
    };
  }

  /** Computes in thought. */
  private static final class Planner {
    private final Graph graph;
    private final int first;
    private final int[] rows;
    private final List<Turn> turns;
    private final int[] done;

    Planner(Graph graph, int first, int[] rows, List<Turn> turns) {
      this.graph = graph;
      this.first = first;
      this.rows = rows;
      this.turns = turns;
      done = new int[rows.length];
    }

    void plan() {
      int[] most = new int[rows.length];
      int last = rows.length - 1;
      int height = rows[last];
      for (int target = BAND; target < height + BAND; target += BAND) {
        int[] needed = needed(Math.min(target, height), height);
        for (int id = first; id <= last; id++) {
          if (needed[id] > done[id]) {
            int keep = keep(id);
            most[id] = Math.max(most[id], needed[id] - keep);
            turns.add(new Turn(id, keep, new Band(done[id], needed[id])));
            done[id] = needed[id];
          }
        }
      }
      for (int id = first; id <= last; id++) {
        rows[id] = graph.outputs().contains(id) ? rows[id] : most[id];
      }
    }

    /** How many rows of each node must be done for {@code part} of {@code whole} of the outputs. */
    private int[] needed(long part, long whole) {
      int[] needed = done.clone();
      for (int id : graph.outputs()) {
        needed[id] = Math.max(done[id], (int) ((part * height(id) + whole - 1) / whole));
      }
      for (int id = rows.length - 1; id >= first; id--) {
        Node node = graph.node(id);
        int multiple = multiple(node.op());
        needed[id] = Math.min(height(id), (needed[id] + multiple - 1) / multiple * multiple);
        if (needed[id] > done[id]) {
          for (int i = 0; i < node.inputs().size(); i++) {
            int input = node.inputs().get(i);
            int end = Reach.of(node, i, new Band(done[id], needed[id])).to();
            needed[input] = Math.max(needed[input], Math.min(end, height(input)));
          }
        }
      }
      return needed;
    }

    /** The first row of a node that is still read by what others have not done yet. */
    private int keep(int id) {
      int keep = done[id];
      for (Node node : graph.nodes().subList(first, rows.length)) {
        for (int i = 0; i < node.inputs().size(); i++) {
          if (node.inputs().get(i) == id && done[node.id()] < height(node.id())) {
            Band rest = new Band(done[node.id()], height(node.id()));
            keep = Math.min(keep, Reach.of(node, i, rest).from());
          }
        }
      }
      return Math.max(0, keep);
    }

    private int height(int id) {
      return graph.node(id).shape().h();
    }
  }
}
