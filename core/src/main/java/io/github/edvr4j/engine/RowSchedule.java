package io.github.edvr4j.engine;

import io.github.edvr4j.kernel.WinogradTransform;
import java.util.ArrayList;
import java.util.List;

/**
 * The order in which the rows of a graph's values are computed. Where values grow large, the nodes
 * that make and use them take turns, each computing the few rows that the next ones are about to
 * read: only these are kept, and they are still in cache when they are read. No row is computed
 * twice. These values are those larger than the input, at the enlarging end of the network.
 *
 * <p>Offsets and masks that a deformable convolution predicts for itself ({@link DeformTask}) are
 * not kept at all; it forms a group with their node, which has no turn.
 *
 * @param groups of nodes that take turns, one after another; every node is in one, most alone
 * @param rows how many rows of each node are kept at once
 */
record RowSchedule(List<Group> groups, int[] rows) {

  /** Enlarged rows between two turns: a few megabytes of a frame's widest values. */
  private static final int ENLARGED = 32;

  /**
   * The nodes {@code first} to {@code last}, which take turns; their inputs from before are whole.
   */
  record Group(int first, int last, List<Turn> turns) {}

  /**
   * A node's turn.
   *
   * @param keep the first of its rows that anybody still reads
   * @param band the rows to compute
   */
  record Turn(int node, int keep, Band band) {}

  static RowSchedule of(Graph graph) {
    int[] rows = graph.nodes().stream().mapToInt(node -> node.shape().h()).toArray();
    int enlarging = firstLarger(graph);
    List<Group> groups = new ArrayList<>();
    for (int id = 0; id < rows.length; id = groups.getLast().last() + 1) {
      if (id == enlarging) {
        groups.add(new Planner(graph, id, rows.length - 1, rows, ENLARGED).plan());
      } else if (isPredictedOffset(graph, id)) {
        rows[id] = 0;
        groups.add(new Group(id, id + 1, List.of(new Turn(id + 1, 0, new Band(0, rows[id + 1])))));
      } else {
        groups.add(new Planner(graph, id, id, rows, rows[id]).plan());
      }
    }
    return new RowSchedule(groups, rows);
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

  /** Whether the next node is a deformable convolution that can predict this, its offset. */
  private static boolean isPredictedOffset(Graph graph, int id) {
    return id + 1 < graph.nodes().size()
        && graph.node(id).op() instanceof Op.Conv conv
        && WinogradTask.suits(conv.layer())
        && conv.shuffle() == 1
        && graph.node(id + 1).op() instanceof Op.Deform
        && graph.node(id + 1).inputs().get(1) == id
        && graph.uses()[id] == 1;
  }

  /** Whether a node's value is kept, not predicted piece by piece by who reads it. */
  boolean keeps(int node) {
    return rows[node] > 0;
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

  /** Computes a group in thought. */
  private static final class Planner {
    private final Graph graph;
    private final int first;
    private final int last;
    private final int[] rows;
    private final int band;

    /** Nodes that are read from outside the group, and therefore kept whole. */
    private final boolean[] exit;

    private final int[] done;

    /**
     * @param rows heights; of the group's nodes they become the rows kept
     * @param band rows of the last node between two of its turns
     */
    Planner(Graph graph, int first, int last, int[] rows, int band) {
      this.graph = graph;
      this.first = first;
      this.last = last;
      this.rows = rows;
      this.band = band;
      exit = new boolean[rows.length];
      int[] lastUses = graph.lastUses();
      for (int id = first; id <= last; id++) {
        exit[id] = graph.outputs().contains(id) || lastUses[id] > last;
      }
      done = new int[rows.length];
    }

    Group plan() {
      List<Turn> turns = new ArrayList<>();
      int[] most = new int[rows.length];
      int height = height(last);
      for (int target = band; target < height + band; target += band) {
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
        rows[id] = exit[id] ? rows[id] : most[id];
      }
      return new Group(first, last, turns);
    }

    /** How many rows of each node must be done for {@code part} of {@code whole} of the exits. */
    private int[] needed(long part, long whole) {
      int[] needed = done.clone();
      for (int id = first; id <= last; id++) {
        if (exit[id]) {
          needed[id] = (int) ((part * height(id) + whole - 1) / whole);
        }
      }
      for (int id = last; id >= first; id--) {
        Node node = graph.node(id);
        int multiple = multiple(node.op());
        needed[id] =
            Math.max(
                done[id], Math.min(height(id), (needed[id] + multiple - 1) / multiple * multiple));
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
      if (exit[id]) {
        return 0;
      }
      int keep = done[id];
      for (Node node : graph.nodes().subList(first, last + 1)) {
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
