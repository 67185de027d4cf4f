package io.github.edvr4j.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.edvr4j.ops.DeformConv2d;
import io.github.edvr4j.ops.Kernel2d;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("lanes")
class DeformableSamplingTest {

  private static final float[] STRANGE = {
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    1e30f,
    -1e30f,
    Integer.MAX_VALUE,
    Integer.MIN_VALUE,
    65085.25f,
    -0.0f,
    0x1p-24f,
    -0x1p-24f
  };

  /** A layer with an input, offsets and, sometimes, a mask. */
  private record Case(
      DeformConv2d layer, Image x, Image offset, Optional<Image> mask, boolean logits) {

    static Case of(Random random) {
      int channels = RandomFloats.pick(random, 1, 2, 3, 4, 8, 12, 16, 24, 32, 64);
      int groups = 1 + random.nextInt(4);
      int in = channels * groups;
      int kh = 1 + random.nextInt(3);
      int kw = 1 + random.nextInt(3);
      Kernel2d kernel =
          new Kernel2d(
              kh,
              kw,
              1 + random.nextInt(2),
              1 + random.nextInt(2),
              random.nextInt(3),
              random.nextInt(3),
              1 + random.nextInt(2),
              1 + random.nextInt(2));
      DeformConv2d layer = new DeformConv2d("dcn", in, 8, kernel, 1, groups, true);
      int h = Math.max(1, kernel.dilationY() * (kh - 1) + 1 - 2 * kernel.paddingY());
      int w = Math.max(1, kernel.dilationX() * (kw - 1) + 1 - 2 * kernel.paddingX());
      Image x = RandomFloats.image(random, h + random.nextInt(9), w + random.nextInt(9), in);
      int outH = kernel.outputHeight(x.h());
      int outW = kernel.outputWidth(x.w());
      Image offset = RandomFloats.image(random, outH, outW, layer.offsetChannels());
      moveOffsets(random, offset.data());
      Optional<Image> mask =
          random.nextInt(4) == 0
              ? Optional.empty()
              : Optional.of(RandomFloats.image(random, outH, outW, layer.maskChannels()));
      return new Case(layer, x, offset, mask, mask.isPresent() && random.nextBoolean());
    }

    private static void moveOffsets(Random random, float[] offset) {
      float size = RandomFloats.pick(random, 1, 3, 20);
      boolean integer = random.nextInt(3) == 0;
      boolean strange = random.nextInt(3) == 0;
      for (int i = 0; i < offset.length; i++) {
        offset[i] *= size;
        if (integer) {
          offset[i] = Math.round(offset[i]);
        }
        if (strange && random.nextInt(5) == 0) {
          offset[i] = STRANGE[random.nextInt(STRANGE.length)];
        }
      }
    }

    int pixels() {
      return offset.pixels();
    }

    Region region() {
      return new Region(0, 0, offset.h(), offset.w());
    }
  }

  /** A panel of all the output's pixels and the sum that came with it. */
  private record Sampled(float[] panel, int at, int rows, double sum) {}

  /** Samples in two calls, as the engine does it band by band. */
  private static Sampled sample(DeformableSampling sampling, Case c, int at, int first) {
    int rows = (c.pixels() + Panel.ROWS) / Panel.ROWS * Panel.ROWS;
    float[] panel = new float[at + Panel.size(rows, c.layer().in() * c.layer().kernel().taps())];
    Arrays.fill(panel, 7);
    double sum = 0;
    int[][] ranges = {{0, first}, {first, c.pixels() - first}};
    for (int[] range : ranges) {
      sum +=
          sampling.sample(
              c.layer(),
              c.x(),
              c.offset(),
              c.mask(),
              c.logits(),
              c.region(),
              range[0],
              range[1],
              panel,
              at + range[0] * Panel.CHUNK,
              rows);
    }
    return new Sampled(panel, at, rows, sum);
  }

  @RepeatedTest(150)
  void followsTheBorderRule(RepetitionInfo run) {
    Random random = new Random(run.getCurrentRepetition());
    Case c = Case.of(random);
    for (Kernels kernels : new Kernels[] {Kernels.scalar(), Kernels.best()}) {
      Sampled sampled = sample(kernels.sampling(), c, random.nextInt(40), c.pixels() / 2);
      double sum = 0;
      for (int pixel = 0; pixel < c.pixels(); pixel++) {
        for (int tap = 0; tap < c.layer().maskChannels(); tap++) {
          check(c, sampled, pixel, tap);
        }
        for (int i = 0; i < c.offset().c(); i++) {
          sum += Math.abs(c.offset().data()[c.offset().at(pixel) + i]);
        }
      }
      if (Double.isNaN(sum)) {
        assertThat(sampled.sum()).isNaN();
      } else {
        assertThat(sampled.sum()).isCloseTo(sum, within(1e-6 * sum));
      }
    }
  }

  /** Compares one tap's channels with the rule, computed in double from the place in float. */
  private static void check(Case c, Sampled sampled, int pixel, int groupTap) {
    Kernel2d kernel = c.layer().kernel();
    int tap = groupTap % kernel.taps();
    int group = groupTap / kernel.taps();
    int channels = c.layer().in() / c.layer().deformableGroups();
    int oy = pixel / c.offset().w();
    int ox = pixel % c.offset().w();
    int row = oy * kernel.strideY() - kernel.paddingY() + tap / kernel.width() * kernel.dilationY();
    int column =
        ox * kernel.strideX() - kernel.paddingX() + tap % kernel.width() * kernel.dilationX();
    int at = c.offset().at(pixel) + 2 * groupTap;
    float y = row + c.offset().data()[at];
    float x = column + c.offset().data()[at + 1];
    double mask = 1;
    if (c.mask().isPresent()) {
      mask = c.mask().get().data()[c.mask().get().at(pixel) + groupTap];
      mask = c.logits() ? 1 / (1 + Math.exp(-mask)) : mask;
    }
    for (int channel = group * channels; channel < (group + 1) * channels; channel++) {
      int depth = tap * c.layer().in() + channel;
      float got = sampled.panel()[sampled.at() + Panel.index(sampled.rows(), pixel, depth)];
      double wanted = mask * bilinear(c.x(), channel, y, x);
      // five roundings of values that are at most about five, times the mask
      assertThat((double) got).isCloseTo(wanted, within(3e-6 * Math.max(1, Math.abs(mask))));
    }
  }

  private static double bilinear(Image image, int channel, double y, double x) {
    if (!(y > -1 && y < image.h() && x > -1 && x < image.w())) {
      return 0;
    }
    int y0 = (int) Math.floor(y);
    int x0 = (int) Math.floor(x);
    double fy = y - y0;
    double fx = x - x0;
    return (1 - fy) * (1 - fx) * value(image, channel, y0, x0)
        + (1 - fy) * fx * value(image, channel, y0, x0 + 1)
        + fy * (1 - fx) * value(image, channel, y0 + 1, x0)
        + fy * fx * value(image, channel, y0 + 1, x0 + 1);
  }

  private static double value(Image image, int channel, int y, int x) {
    boolean inside = y >= 0 && y < image.h() && x >= 0 && x < image.w();
    return inside ? image.data()[image.at(y, x) + channel] : 0;
  }

  /** At exactly -1 and at exactly the size the value is zero, a little inside it is not. */
  @Test
  void endsExactlyOnePixelOutside() {
    DeformConv2d layer = new DeformConv2d("dcn", 8, 8, Kernel2d.same(1), 1, 1, true);
    Image x = Image.of(new float[3 * 4 * 8], 0, 3, 4, 8);
    Arrays.fill(x.data(), 1);
    float[][] places = {{-1, 0}, {-0.75f, 0}, {2.75f, 0}, {3, 0}, {0, -1}, {0, 3.5f}, {0, 4}};
    float[] wanted = {0, 0.25f, 0.25f, 0, 0, 0.5f, 0};
    for (Kernels kernels : new Kernels[] {Kernels.scalar(), Kernels.best()}) {
      for (int i = 0; i < places.length; i++) {
        Image offset = Image.of(new float[3 * 4 * 2], 0, 3, 4, 2);
        offset.data()[0] = places[i][0];
        offset.data()[1] = places[i][1];
        float[] panel = new float[Panel.size(Panel.ROWS, 8)];
        kernels
            .sampling()
            .sample(
                layer,
                x,
                offset,
                Optional.empty(),
                false,
                new Region(0, 0, 1, 1),
                0,
                1,
                panel,
                0,
                Panel.ROWS);
        float[] all = new float[8];
        Arrays.fill(all, wanted[i]);
        assertThat(Arrays.copyOf(panel, 8)).as(Arrays.toString(places[i])).isEqualTo(all);
      }
    }
  }
}
