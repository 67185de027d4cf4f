package io.github.edvr4j.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TileAxisTest {

  @Test
  void tilesCoverTheExtentAndOverlap() {
    Random random = new Random(1);
    for (int round = 0; round < 2000; round++) {
      int multiple = random.nextBoolean() ? 4 : 16;
      int overlap = random.nextInt(5) * multiple;
      int size = 3 * overlap + multiple + random.nextInt(100);
      int extent = multiple * (1 + random.nextInt(120));
      TileAxis axis = TileAxis.of(extent, size, overlap, multiple);
      String what = "%d by %d, overlap %d, multiple %d".formatted(extent, size, overlap, multiple);

      assertThat(axis.tile()).as(what).isLessThanOrEqualTo(size);
      assertThat(axis.tile() % multiple).as(what).isZero();
      List<Integer> starts = axis.starts();
      assertThat(starts.getFirst()).as(what).isZero();
      assertThat(starts.getLast() + axis.tile()).as(what).isEqualTo(extent);
      for (int i = 0; i < starts.size(); i++) {
        assertThat(starts.get(i) % multiple).as(what).isZero();
        if (i > 0) {
          int common = starts.get(i - 1) + axis.tile() - starts.get(i);
          assertThat(common).as(what).isGreaterThanOrEqualTo(overlap);
        }
      }
    }
  }

  @Test
  void weightsAddUpToOne() {
    Random random = new Random(2);
    for (int round = 0; round < 500; round++) {
      int multiple = random.nextBoolean() ? 4 : 16;
      int scale = random.nextBoolean() ? 4 : 1;
      int overlap = random.nextInt(4) * multiple;
      int size = 3 * overlap + multiple + random.nextInt(60);
      int extent = multiple * (1 + random.nextInt(60));
      TileAxis axis = TileAxis.of(extent, size, overlap, multiple);
      float[] sums = new float[extent * scale];
      for (int i = 0; i < axis.starts().size(); i++) {
        float[] weights = axis.weights(i, scale);
        for (int j = 0; j < weights.length; j++) {
          assertThat(weights[j]).isBetween(0f, 1f);
          sums[axis.starts().get(i) * scale + j] += weights[j];
        }
      }
      for (float sum : sums) {
        assertThat(sum).as(axis.toString()).isCloseTo(1, within(1e-6f));
      }
    }
  }

  @Test
  void whatIsNextToACutDoesNotCount() {
    TileAxis axis = TileAxis.of(160, 96, 32, 4);
    assertThat(axis.tile()).isEqualTo(96);
    assertThat(axis.starts()).containsExactly(0, 64);
    float[] left = axis.weights(0, 1);
    float[] right = axis.weights(1, 1);
    for (int i = 0; i < 8; i++) {
      assertThat(left[95 - i]).isZero();
      assertThat(right[i]).isZero();
      assertThat(left[64 + i]).isEqualTo(1);
      assertThat(right[31 - i]).isEqualTo(1);
    }
    for (int i = 8; i < 24; i++) {
      assertThat(left[64 + i]).isStrictlyBetween(0f, 1f);
      assertThat(left[64 + i]).isLessThan(left[64 + i - 1]);
    }
  }

  /** Rounding a small tile down and its overlap up must leave something of it. */
  @Test
  void smallTilesAreStillTiles() {
    for (int multiple : new int[] {4, 16}) {
      for (int size = 1; size < 80; size++) {
        for (int overlap = 0; 3 * overlap <= size; overlap++) {
          TileAxis axis = TileAxis.of(160, size, overlap, multiple);
          assertThat(axis.tile()).isLessThanOrEqualTo(Math.max(size, multiple));
          assertThat(axis.starts()).startsWith(0).doesNotHaveDuplicates();
          assertThat(axis.starts().getLast() + axis.tile()).isEqualTo(160);
        }
      }
    }
  }

  @Test
  void oneTileIsAsLongAsTheExtent() {
    assertThat(TileAxis.of(40, 96, 32, 4)).isEqualTo(new TileAxis(40, 40, List.of(0)));
    assertThat(TileAxis.of(96, 96, 32, 4)).isEqualTo(new TileAxis(96, 96, List.of(0)));
  }
}
