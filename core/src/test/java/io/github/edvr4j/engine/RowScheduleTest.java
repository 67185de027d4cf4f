package io.github.edvr4j.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.engine.RandomNetwork.Phrase;
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

  /** Returns how many turns there are. */
  private static int check(Graph graph) {
    RowSchedule schedule = RowSchedule.of(graph);
    int[] done = new int[graph.nodes().size()];
    int[] kept = new int[done.length];
    for (Node node : graph.nodes().subList(0, schedule.first())) {
      done[node.id()] = node.shape().h();
    }
    for (Turn turn : schedule.turns()) {
      Node node = graph.node(turn.node());
      Band band = turn.band();
      assertThat(band.from()).isEqualTo(done[node.id()]);
      assertThat(band.from() % RowSchedule.multiple(node.op())).isZero();
      for (int i = 0; i < node.inputs().size(); i++) {
        Node input = graph.node(node.inputs().get(i));
        Band read = Reach.of(node, i, band);
        assertThat(Math.min(read.to(), input.shape().h())).isLessThanOrEqualTo(done[input.id()]);
        assertThat(Math.max(read.from(), 0)).isGreaterThanOrEqualTo(kept[input.id()]);
      }
      done[node.id()] = band.to();
      kept[node.id()] = turn.keep();
      assertThat(band.to() - turn.keep()).isLessThanOrEqualTo(schedule.rows()[node.id()]);
    }
    for (int output : graph.outputs()) {
      assertThat(done[output]).isEqualTo(graph.node(output).shape().h());
    }
    return schedule.turns().size();
  }

  @Test
  void theWidestValuesAreNeverWhole() {
    Graph graph = StageGraphs.of(new Edvr(EdvrConfig.m()), 180, 320).reconstruct();
    long whole =
        graph.nodes().stream().mapToLong(node -> node.shape().elements()).max().orElseThrow();
    assertThat((long) Layout.of(graph, RowSchedule.of(graph)).floats()).isLessThan(whole / 2);
  }
}
