package io.github.edvr4j.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.model.EdvrConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StreamPlanTest {

  private static final long GB = 1_000_000_000;

  private static StreamPlan plan(int height, int width, long memory) {
    return StreamPlan.of(EdvrConfig.m(), height, width, StreamOptions.DEFAULT.withMemory(memory));
  }

  @Test
  void framesAreWholeWhereMemorySuffices() {
    StreamPlan plan = plan(180, 320, 4 * GB);
    assertThat(plan.tiles()).isEqualTo(1);
    assertThat(plan.keepsFeatures()).isTrue();
    assertThat(plan.computedShare()).isEqualTo(1);
    assertThat((double) plan.multiplyAdds()).isBetween(350e9, 380e9);
    assertThat(plan.outputHeight()).isEqualTo(720);
    assertThat(plan.outputWidth()).isEqualTo(1280);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 3", "51, 37", "641, 363", "1080, 1920"})
  void everySizeFitsIntoTwoGigabytes(int height, int width) {
    assertThat(plan(height, width, 2 * GB).bytes()).isLessThan(2 * GB);
  }

  @Test
  void moreMemoryNeverTakesMoreArithmetic() {
    long last = Long.MAX_VALUE;
    for (long memory = GB; memory < 40 * GB; memory += GB) {
      StreamPlan plan = plan(540, 960, memory);
      assertThat(plan.bytes()).isLessThan(memory);
      assertThat(plan.multiplyAdds()).isLessThanOrEqualTo(last);
      last = plan.multiplyAdds();
    }
    assertThat(plan(540, 960, 40 * GB).tiles()).isEqualTo(1);
  }

  @Test
  void aFrameThatNoArrayHoldsIsTiledEvenWithAllTheMemory() {
    StreamPlan plan = plan(2160, 3840, 1000 * GB);
    assertThat(plan.tiles()).isGreaterThan(1);
    assertThat(plan.keepsFeatures()).isTrue();
  }

  @Test
  void tilesAreTheSizeThatIsAskedFor() {
    StreamOptions options =
        StreamOptions.DEFAULT.withTiling(new Tiling.Tiles(128, 32)).withMemory(2 * GB);
    StreamPlan plan = StreamPlan.of(EdvrConfig.m(), 240, 320, options);
    assertThat(plan.tileHeight()).isLessThanOrEqualTo(128).isGreaterThan(64);
    assertThat(plan.tileWidth()).isLessThanOrEqualTo(128).isGreaterThan(64);
  }

  @Test
  void whatIsBeyondMemoryIsRefused() {
    assertRefused(new Tiling.Auto(), GB / 10)
        .hasMessageStartingWith("frames of 1920x1080 take ")
        .hasMessageContaining("even in small tiles")
        .hasMessageContaining("Java may use 100 MB")
        .hasMessageContaining("restore smaller frames");
    assertRefused(new Tiling.Off(), 2 * GB)
        .hasMessageContaining("as a whole")
        .hasMessageContaining("let tiles be chosen");
    assertRefused(new Tiling.Tiles(1000, 32), 2 * GB).hasMessageContaining("in tiles of 1000");
  }

  private static org.assertj.core.api.AbstractThrowableAssert<?, ?> assertRefused(
      Tiling tiling, long memory) {
    StreamOptions options = StreamOptions.DEFAULT.withTiling(tiling).withMemory(memory);
    return assertThatThrownBy(() -> StreamPlan.of(EdvrConfig.m(), 1080, 1920, options))
        .isInstanceOfSatisfying(
            EdvrException.class, e -> assertThat(e.category()).isEqualTo(Category.MEMORY));
  }

  @Test
  void framesThatBecomeLargerThanAnArrayAreRefused() {
    assertThatThrownBy(() -> plan(8000, 8000, 1000 * GB))
        .isInstanceOfSatisfying(
            EdvrException.class, e -> assertThat(e.category()).isEqualTo(Category.MEMORY))
        .hasMessageContaining("8000x8000 become larger than any array");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 33})
  void overlapsThatMakeNoSenseAreRefused(int overlap) {
    assertThatThrownBy(() -> new Tiling.Tiles(96, overlap))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("tiles of 96 pixels can't overlap by " + overlap);
  }
}
