package io.github.edvr4j.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.engine.RandomNetwork.Phrase;
import io.github.edvr4j.engine.RowSchedule.Group;
import io.github.edvr4j.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class LayoutTest {

  @Test
  void valuesThatLiveAtTheSameTimeDoNotOverlap() {
    int shared = 0;
    for (int seed = 0; seed < 100; seed++) {
      RandomNetwork network = RandomNetwork.of(seed, 2, 15, List.of(Phrase.values()));
      Graph traced = Tracer.trace(network, network.inputs());
      for (Graph graph : List.of(traced, Rewrite.all(traced))) {
        shared += check(graph);
      }
    }
    // Else nothing was shared, and not overlapping would be no art.
    assertThat(shared).isGreaterThan(1000);
  }

  /** Looks at every pair of values; returns how many of them share memory. */
  private static int check(Graph graph) {
    RowSchedule schedule = RowSchedule.of(graph);
    Layout layout = Layout.of(graph, schedule);
    int shared = 0;
    for (Node node : graph.nodes()) {
      boolean elsewhere = node.op() instanceof Op.Input || graph.outputs().contains(node.id());
      assertThat(layout.offsets()[node.id()] == -1).isEqualTo(elsewhere);
      if (elsewhere) {
        continue;
      }
      int end = end(layout, schedule, node);
      assertThat(end).isLessThanOrEqualTo(layout.floats());
      for (Node later : graph.nodes().subList(node.id() + 1, graph.nodes().size())) {
        boolean overlap =
            layout.offsets()[later.id()] >= 0
                && layout.offsets()[node.id()] < end(layout, schedule, later)
                && layout.offsets()[later.id()] < end;
        if (overlap) {
          shared++;
          // Whoever still reads the first must be computed before the second is.
          assertThat(lastUse(graph, node))
              .as("values %d and %d share memory", node.id(), later.id())
              .isLessThan(groupOf(schedule, later).first());
        }
      }
    }
    return shared;
  }

  private static Group groupOf(RowSchedule schedule, Node node) {
    return schedule.groups().stream()
        .filter(group -> node.id() <= group.last())
        .findFirst()
        .orElseThrow();
  }

  private static int end(Layout layout, RowSchedule schedule, Node node) {
    Shape shape = node.shape();
    return layout.offsets()[node.id()] + schedule.rows()[node.id()] * shape.w() * shape.c();
  }

  private static int lastUse(Graph graph, Node node) {
    return graph.nodes().stream()
        .filter(user -> user.inputs().contains(node.id()))
        .mapToInt(Node::id)
        .max()
        .orElseThrow();
  }

  @Test
  void aChainNeedsTwoPlaces() {
    GraphBuilder builder = new GraphBuilder();
    Tracer ops = new Tracer(builder);
    Node x = builder.input(Shape.of(4, 8, 8));
    for (int i = 0; i < 10; i++) {
      x = ops.scale(x, 2);
    }
    assertThat(layout(builder.build(Rewrite.ids(x))).floats()).isEqualTo(2 * 4 * 8 * 8);
  }

  @Test
  void refusesWhatDoesNotFitIntoOneArray() {
    GraphBuilder builder = new GraphBuilder();
    Tracer ops = new Tracer(builder);
    Node x = builder.input(Shape.of(1, 30_000, 30_000));
    Node twice = ops.scale(x, 2);
    Node thrice = ops.scale(x, 3);
    Node fourTimes = ops.scale(x, 4);
    Graph graph = builder.build(Rewrite.ids(ops.add(ops.add(twice, thrice), fourTimes)));
    assertThatThrownBy(() -> layout(graph))
        .isInstanceOfSatisfying(
            EdvrException.class,
            e -> assertThat(e.category()).isEqualTo(EdvrException.Category.MEMORY))
        .hasMessageContaining("restore smaller frames");
  }

  private static Layout layout(Graph graph) {
    return Layout.of(graph, RowSchedule.of(graph));
  }
}
