package io.github.edvr4j.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.ops.RandomWeights;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.weights.EdvrCheckpoint;
import io.github.edvr4j.weights.WeightSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Frames computed in tiles are those computed whole, with no seam to be seen. */
@Tag("narrow")
class TiledStreamTest {

  private static final Path BUNDLED = Path.of("..", "models", "edvr-s-x4.safetensors");

  private record Difference(double largest, double psnr) {

    static Difference of(Frame a, Frame b) {
      double largest = 0;
      double squares = 0;
      for (int i = 0; i < a.rgb().length; i++) {
        double difference = Math.abs(a.rgb()[i] - b.rgb()[i]);
        largest = Math.max(largest, difference);
        squares += difference * difference;
      }
      return new Difference(largest, 10 * Math.log10(a.rgb().length / squares));
    }

    boolean isUnseen() {
      return largest <= 2 / 255.0 && psnr >= 50;
    }
  }

  /** Edges at all angles, fine and coarse, moving by fractions of a pixel. */
  private static List<Frame> clip(int count, int height, int width) {
    List<Frame> frames = new ArrayList<>();
    for (int t = 0; t < count; t++) {
      Frame frame = new Frame(height, width);
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          double u = x + 0.7 * t;
          double v = y + 0.4 * t;
          double rings = Math.sin(Math.hypot(u - width / 3.0, v - height / 2.0) * 0.45);
          double stripes = Math.sin(0.21 * u + 0.13 * v) * Math.sin(0.9 * u - 0.5 * v);
          for (int c = 0; c < 3; c++) {
            double value = 0.5 + 0.3 * Math.signum(rings + 0.2 * c) * stripes + 0.15 * rings;
            frame.rgb()[(y * width + x) * 3 + c] = (float) Math.clamp(value, 0, 1);
          }
        }
      }
      frames.add(frame);
    }
    return frames;
  }

  private static List<Frame> restore(Restorer restorer, List<Frame> clip, StreamOptions options) {
    StreamPlan plan = restorer.plan(clip.getFirst().height(), clip.getFirst().width(), options);
    return restore(restorer, clip, plan);
  }

  private static List<Frame> restore(Restorer restorer, List<Frame> clip, StreamPlan plan) {
    FrameStream stream = restorer.open(plan, warning -> {});
    List<Frame> restored = new ArrayList<>();
    clip.forEach(frame -> stream.push(frame, restored::add));
    stream.finish(restored::add);
    return restored;
  }

  private static void assertTilesAreUnseen(EdvrConfig config, Weights weights) {
    int overlap = Tiling.overlapFor(config);
    assertThat(overlap).isGreaterThanOrEqualTo(32);
    List<Frame> clip = clip(2, 212, 216);
    try (Restorer restorer = new Restorer(config, weights, 2)) {
      List<Frame> whole = restore(restorer, clip, tiling(new Tiling.Off()));
      StreamPlan plan = restorer.plan(212, 216, tiling(new Tiling.Tiles(96, overlap)));
      assertThat(plan.tiles()).isGreaterThanOrEqualTo(9);
      List<Frame> tiled = restore(restorer, clip, plan);
      List<Frame> cut = restore(restorer, clip, tiling(new Tiling.Tiles(96, 0)));
      for (int t = 0; t < clip.size(); t++) {
        assertThat(Difference.of(tiled.get(t), whole.get(t)))
            .as("frame %d with overlap", t)
            .matches(Difference::isUnseen);
        assertThat(Difference.of(cut.get(t), whole.get(t)))
            .as("frame %d without overlap", t)
            .matches(difference -> !difference.isUnseen());
      }
    }
  }

  private static StreamOptions tiling(Tiling tiling) {
    return StreamOptions.DEFAULT.withTiling(tiling);
  }

  @Test
  void theBundledModelShowsNoSeam() {
    EdvrCheckpoint bundled = EdvrCheckpoint.load(BUNDLED, OptionalInt.empty(), WeightSet.TRAINED);
    assertTilesAreUnseen(bundled.config(), bundled.weights());
  }

  @Test
  void edvrMShowsNoSeam() {
    assertTilesAreUnseen(EdvrConfig.m(), new RandomWeights(3));
  }

  /** With little memory, features are computed anew for every window: the same, and slower. */
  @Test
  void withoutKeptFeaturesTheFramesAreTheSame() {
    EdvrConfig config = new EdvrConfig(16, 5, 4, 2, 2, 2, false, false, true);
    List<Frame> clip = clip(7, 102, 150);
    try (Restorer restorer = new Restorer(config, new RandomWeights(3, 2), 2)) {
      StreamOptions tiles = tiling(new Tiling.Tiles(96, 32));
      StreamPlan kept = restorer.plan(102, 150, tiles);
      StreamPlan poor = restorer.plan(102, 150, tiles.withMemory((long) (0.99 * kept.bytes())));
      assertThat(kept.keepsFeatures()).isTrue();
      assertThat(poor.keepsFeatures()).isFalse();
      assertThat(poor.tiles()).isEqualTo(kept.tiles());
      assertThat(poor.multiplyAdds()).isGreaterThan(kept.multiplyAdds());
      assertThat(restore(restorer, clip, poor)).isEqualTo(restore(restorer, clip, kept));
    }
  }

  @Test
  void aTileLargerThanTheFrameIsTheWholeFrame() {
    EdvrConfig config = new EdvrConfig(8, 3, 2, 1, 1, 1, false, false, true);
    List<Frame> clip = clip(4, 9, 14);
    try (Restorer restorer = new Restorer(config, new RandomWeights(3), 2)) {
      assertThat(restore(restorer, clip, tiling(new Tiling.Tiles(96, 32))))
          .isEqualTo(restore(restorer, clip, tiling(new Tiling.Off())));
    }
  }

  @Test
  void whatOverlapsIsReported() {
    try (Restorer restorer = new Restorer(EdvrConfig.m(), new RandomWeights(3), 1)) {
      StreamPlan whole = restorer.plan(160, 160, tiling(new Tiling.Off()));
      StreamPlan tiled = restorer.plan(160, 160, tiling(new Tiling.Tiles(96, 32)));
      assertThat(whole.computedShare()).isEqualTo(1);
      assertThat(tiled.computedShare()).isCloseTo(4 * 96 * 96 / (160.0 * 160), within(1e-9));
      assertThat(tiled.multiplyAdds() / (double) whole.multiplyAdds())
          .isCloseTo(tiled.computedShare(), within(1e-3));
    }
  }
}
