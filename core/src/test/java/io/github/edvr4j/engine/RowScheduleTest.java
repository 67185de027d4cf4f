package io.github.edvr4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.engine.RandomNetwork.Phrase;
import io.github.edvr4j.engine.RowSchedule.Group;
import io.github.edvr4j.engine.RowSchedule.Turn;
import io.github.edvr4j.model.Edvr;
import io.github.edvr4j.model.EdvrConfig;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowScheduleTest {

  @ParameterizedTest
  @ValueSource(ints = {4, 20, 36, 180})
  void everyRowIsComputedOnceFromRowsThatAreKept(int height) {
    Graph graph = StageGraphs.of(new Edvr(EdvrConfig.m()), height, 16).reconstruct();
    assertThat(check(graph)).isPositive();
  }

  @Test
  void randomNetworksToo() {
    int turns = 0;
    for (int seed = 0; seed < 200; seed++) {
      RandomNetwork network = RandomNetwork.of(seed, 2, 15, List.of(Phrase.values()));
      turns += check(Rewrite.all(Tracer.trace(network, network.inputs())));
    }
    assertThat(turns).isGreaterThan(100);
  }

  /** Returns how many turns there are of nodes that take turns with others. */
  private static int check(Graph graph) {
    RowSchedule schedule = RowSchedule.of(graph);
    int[] done = new int[graph.nodes().size()];
    int[] kept = new int[done.length];
    int next = 0;
    int together = 0;
    for (Group group : schedule.groups()) {
      assertThat(group.first()).isEqualTo(next);
      next = group.last() + 1;
      together += group.last() > group.first() ? group.turns().size() : 0;
      check(graph, schedule, group, done, kept);
    }
    assertThat(next).isEqualTo(done.length);
    for (int output : graph.outputs()) {
      assertThat(done[output]).isEqualTo(graph.node(output).shape().h());
    }
    return together;
  }

  private static void check(
      Graph graph, RowSchedule schedule, Group group, int[] done, int[] kept) {
    for (Turn turn : group.turns()) {
      assertThat(turn.node()).isBetween(group.first(), group.last());
      Node node = graph.node(turn.node());
      Band band = turn.band();
      assertThat(band.from()).isEqualTo(done[node.id()]);
      assertThat(band.from() % RowSchedule.multiple(node.op())).isZero();
      for (int i = 0; i < node.inputs().size(); i++) {
        Node input = graph.node(node.inputs().get(i));
        if (!schedule.keeps(input.id())) {
          assertThat(node.id()).isEqualTo(group.last());
          continue;
        }
        Band read = Reach.of(node, i, band);
        assertThat(Math.min(read.to(), input.shape().h())).isLessThanOrEqualTo(done[input.id()]);
        assertThat(Math.max(read.from(), 0)).isGreaterThanOrEqualTo(kept[input.id()]);
      }
      done[node.id()] = band.to();
      kept[node.id()] = turn.keep();
      assertThat(band.to() - turn.keep()).isLessThanOrEqualTo(schedule.rows()[node.id()]);
    }
  }

  @Test
  void predictedOffsetsAreNotKept() {
    Graph graph = StageGraphs.of(new Edvr(EdvrConfig.m()), 20, 16).align();
    check(graph);
    RowSchedule schedule = RowSchedule.of(graph);
    List<Integer> offsets =
        graph.nodes().stream()
            .filter(node -> node.op() instanceof Op.Deform)
            .map(node -> node.inputs().get(1))
            .toList();
    assertThat(offsets).hasSize(4).noneMatch(schedule::keeps);
  }

  @Test
  void offsetsThatAreAskedForAreKept() {
    Graph align = StageGraphs.of(new Edvr(EdvrConfig.m()), 20, 16).align();
    List<Integer> all = align.nodes().stream().map(Node::id).toList();
    Graph graph = new Graph(align.nodes(), align.inputs(), all);
    check(graph);
    assertThat(all).allMatch(RowSchedule.of(graph)::keeps);
  }

  @Test
  void theWidestValuesAreNeverWhole() {
    Graph graph = StageGraphs.of(new Edvr(EdvrConfig.m()), 180, 320).reconstruct();
    long whole =
        graph.nodes().stream().mapToLong(node -> node.shape().elements()).max().orElseThrow();
    assertThat((long) Layout.of(graph, RowSchedule.of(graph)).floats()).isLessThan(whole / 2);
  }
}
