package io.github.edvr4j.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.ops.RandomWeights;
import io.github.edvr4j.ops.Weights;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CopiesTest {

  private static final EdvrConfig CONFIG = new EdvrConfig(8, 5, 2, 1, 1, 2, false, false, true);

  /** With these, every frame of a window counts. */
  private static final Weights WEIGHTS = new RandomWeights(3, 2);

  private final List<String> warnings = new ArrayList<>();

  private static List<Frame> restored(Restorer restorer, StreamPlan plan, List<Frame> clip) {
    return restored(restorer.open(plan, warning -> {}), clip);
  }

  private static List<Frame> restored(FrameStream stream, List<Frame> clip) {
    List<Frame> restored = new ArrayList<>();
    clip.forEach(frame -> stream.push(frame, restored::add));
    stream.finish(restored::add);
    return restored;
  }

  /** A clip that is one frame, five times, has windows of copies only, whatever its padding. */
  @ParameterizedTest
  @EnumSource
  void theyAreAWindowOfOneFrameExactly(Padding padding) {
    try (Restorer restorer = new Restorer(CONFIG, WEIGHTS, 2)) {
      StreamPlan plan = restorer.plan(8, 12, StreamOptions.DEFAULT.withPadding(padding));
      List<Frame> clip = WindowedDefinition.frames(4, 3, 8, 12);
      List<Frame> copies = restored(restorer.openWithCopies(plan, warnings::add).copies(), clip);
      assertThat(copies).hasSize(3);
      for (int t = 0; t < clip.size(); t++) {
        List<Frame> still = Collections.nCopies(5, clip.get(t));
        assertThat(restored(restorer, plan, still)).allMatch(copies.get(t)::equals);
      }
      assertThat(warnings).isEmpty();
    }
  }

  @Test
  void theWindowIsWhatAStreamOfItsOwnMakes() {
    try (Restorer restorer = new Restorer(CONFIG, WEIGHTS, 2)) {
      StreamPlan plan = restorer.plan(8, 12, StreamOptions.DEFAULT);
      List<Frame> clip = WindowedDefinition.frames(4, 7, 8, 12);
      WindowAndCopies both = restorer.openWithCopies(plan, warnings::add);
      List<Frame> window = new ArrayList<>();
      List<Frame> copies = new ArrayList<>();
      for (Frame frame : clip) {
        both.window().push(frame, window::add);
        int before = copies.size();
        both.copies().push(frame, copies::add);
        assertThat(copies).hasSize(before + 1);
      }
      both.window().finish(window::add);
      both.copies().finish(copies::add);
      assertThat(window).isEqualTo(restored(restorer, plan, clip));
      assertThat(copies).hasSameSizeAs(window).doesNotContainAnyElementsOf(window);
    }
  }

  @Test
  void tilesAreCopiedToo() {
    try (Restorer restorer = new Restorer(CONFIG, WEIGHTS, 2)) {
      StreamOptions tiled = StreamOptions.DEFAULT.withTiling(new Tiling.Tiles(24, 8));
      StreamPlan plan = restorer.plan(40, 20, tiled);
      assertThat(plan.tiles()).isGreaterThan(1);
      List<Frame> clip = WindowedDefinition.frames(4, 1, 40, 20);
      assertThat(restored(restorer.openWithCopies(plan, warnings::add).copies(), clip))
          .containsExactly(
              restored(restorer, plan, Collections.nCopies(5, clip.getFirst())).getFirst());
    }
  }
}
