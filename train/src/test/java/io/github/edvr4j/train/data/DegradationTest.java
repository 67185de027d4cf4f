package io.github.edvr4j.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;
import io.github.edvr4j.train.options.OptionSections;
import io.github.edvr4j.train.options.Section;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DegradationTest {
  private static final EdvrConfig DEBLURRING = new EdvrConfig(64, 5, 8, 5, 10, 2, true, true, true);

  private static Tensor grey(int extent, double level) {
    Tensor frame = Tensor.zeros(Shape.of(3, extent, extent));
    Arrays.fill(frame.data(), (float) level);
    return frame;
  }

  /** A picture with edges and texture that moves to the right. */
  private static List<Tensor> moving(int frames, int height, int width) {
    DrawnClip clip =
        new DrawnClip(
            "moving",
            frames,
            height,
            width,
            (frame, y, x, c) ->
                (int) (128 + 60 * Math.sin((x - 2 * frame) / 3.0) + 50 * Math.cos(y / (4.0 + c))));
    List<Tensor> all = new ArrayList<>();
    for (int i = 0; i < frames; i++) {
      all.add(FrameTensors.of(clip.read(i, clip.whole())));
    }
    return all;
  }

  private static double error(Tensor a, Tensor b) {
    double sum = 0;
    for (int i = 0; i < a.data().length; i++) {
      sum += Math.pow(a.data()[i] - b.data()[i], 2);
    }
    return Math.sqrt(sum / a.data().length);
  }

  @Test
  void aRoundBlurSpreadsAPointAsItsGaussianSays() {
    Tensor point = Tensor.zeros(Shape.of(3, 31, 31));
    point.data()[point.index(0, 1, 15, 15)] = 1;
    Tensor blurred =
        new GaussianBlur(new Range(2, 2), 1).apply(List.of(point), Draws.of(1, 0, 0)).getFirst();
    double sum = 0;
    double variance = 0;
    for (int y = 0; y < 31; y++) {
      for (int x = 0; x < 31; x++) {
        sum += blurred.at(0, 1, y, x);
        variance += blurred.at(0, 1, y, x) * (x - 15) * (x - 15);
        assertThat(blurred.at(0, 1, y, x)).isCloseTo(blurred.at(0, 1, x, y), within(1e-6f));
        assertThat(blurred.at(0, 0, y, x)).isZero();
      }
    }
    assertThat(sum).isCloseTo(1, within(1e-5));
    assertThat(variance).isCloseTo(4, within(0.1));
  }

  @Test
  void aLongBlurIsLongerOneWay() {
    Tensor point = Tensor.zeros(Shape.of(3, 41, 41));
    point.data()[point.index(0, 0, 20, 20)] = 1;
    boolean differs = false;
    for (int i = 0; i < 8; i++) {
      Tensor blurred =
          new GaussianBlur(new Range(0.5, 4), 0)
              .apply(List.of(point), Draws.of(i, 0, 0))
              .getFirst();
      differs |= Math.abs(blurred.at(0, 0, 20, 22) - blurred.at(0, 0, 22, 20)) > 0.01;
    }
    assertThat(differs).isTrue();
  }

  @Test
  void noiseIsAsStrongAsDrawnAndNewInEveryFrame() {
    List<Tensor> frames = List.of(grey(64, 0.5), grey(64, 0.5));
    List<Tensor> noisy = new GaussianNoise(new Range(10, 10), 0).apply(frames, Draws.of(1, 0, 0));
    assertThat(error(noisy.get(0), frames.get(0)) * 255).isCloseTo(10, within(0.3));
    assertThat(error(noisy.get(0), noisy.get(1)) * 255).isCloseTo(Math.sqrt(200), within(0.4));
    List<Tensor> poisson = new PoissonNoise(new Range(1, 1), 0).apply(frames, Draws.of(1, 0, 0));
    assertThat(error(poisson.get(0), frames.get(0))).isCloseTo(Math.sqrt(0.5 / 256), within(0.001));
    Tensor black = grey(8, 0);
    assertThat(new PoissonNoise(new Range(1, 1), 0).apply(List.of(black), Draws.of(1, 0, 0)))
        .containsExactly(black);
  }

  @Test
  void greyNoiseIsTheSameInAllChannels() {
    Tensor noisy =
        new GaussianNoise(new Range(10, 10), 1)
            .apply(List.of(grey(8, 0.5)), Draws.of(1, 0, 0))
            .getFirst();
    assertThat(Arrays.copyOfRange(noisy.data(), 0, 64))
        .isEqualTo(Arrays.copyOfRange(noisy.data(), 64, 128))
        .isEqualTo(Arrays.copyOfRange(noisy.data(), 128, 192));
    assertThat(noisy.data()[0]).isNotEqualTo(noisy.data()[1]);
  }

  @Test
  void compressionLosesMoreAtWorseQuality() {
    List<Tensor> frames = moving(3, 37, 43);
    for (int i = 0; i < 3; i++) {
      double fine =
          error(compressed(new JpegCompression(new Range(95, 95)), frames, i), frames.get(i));
      double coarse =
          error(compressed(new JpegCompression(new Range(20, 20)), frames, i), frames.get(i));
      assertThat(fine).isBetween(0.001, 0.05);
      assertThat(coarse).isBetween(1.2 * fine, 0.2);
      fine = error(compressed(new H264Compression(new Range(14, 14)), frames, i), frames.get(i));
      coarse = error(compressed(new H264Compression(new Range(42, 42)), frames, i), frames.get(i));
      assertThat(fine).isBetween(0.001, 0.05);
      assertThat(coarse).isBetween(1.5 * fine, 0.25);
    }
  }

  private static Tensor compressed(Degradation degradation, List<Tensor> frames, int frame) {
    return degradation.apply(frames, Draws.of(1, 0, 0)).get(frame);
  }

  @Test
  void aFrameSmallerThanH264AllowsIsCompressedToo() {
    List<Tensor> frames = moving(2, 7, 9);
    List<Tensor> compressed =
        new H264Compression(new Range(20, 20)).apply(frames, Draws.of(1, 0, 0));
    assertThat(compressed).hasSize(2);
    assertThat(compressed.get(1).shape()).isEqualTo(frames.get(1).shape());
  }

  @Test
  void motionBlurIsTheMeanOfTheFramesAround() {
    Tensor mean = MotionBlur.exposed(4, 1, step -> grey(2, step / 10.0));
    assertThat(mean.data()).containsOnly(mean.data()[0]);
    assertThat(mean.data()[0]).isCloseTo(0.4f, within(1e-6f));
    MotionBlur blur = new MotionBlur(1, new Range(3, 3));
    assertThat(blur.draw(Draws.of(1, 0, 0))).isEqualTo(1);
    assertThat(MotionBlur.NONE.draw(Draws.of(1, 0, 0))).isZero();
  }

  /** The crop of a degraded window is what the whole frame degraded would have there. */
  @Test
  void aCropIsBlurredWithWhatLiesAroundIt() {
    DrawnClip clip = DrawnClip.noise("noise", 1, 96, 96);
    DegradedFrames made =
        new DegradedFrames(
            4,
            MotionBlur.NONE,
            List.of(new GaussianBlur(new Range(1.5, 1.5), 1), new Reduction(4)));
    Footage footage = new ClipFootage(clip, 0);
    Tensor whole =
        made.cut(footage, List.of(0), 0, new Region(0, 0, 24, 24), Draws.of(1, 0, 0))
            .low()
            .getFirst();
    Region region = new Region(9, 12, 6, 6);
    Tensor part = made.cut(footage, List.of(0), 0, region, Draws.of(1, 0, 0)).low().getFirst();
    Tensor expected = FrameTensors.crop(whole, region);
    assertThat(error(part, expected)).isLessThan(1e-6);
    assertThat(made.border()).isEqualTo(4);
  }

  @Test
  void anOptionFileSaysWhatIsDone() {
    Section options =
        OptionSections.of(
            Map.of(
                "degradation",
                Map.of(
                    "order", List.of("blur", "resize", "noise", "jpeg", "noise", "h264"),
                    "motion_blur", Map.of("frames", List.of(3, 5)),
                    "blur", Map.of("blur_sigma", List.of(1, 2)),
                    "noise", Map.of("prob", 0.5),
                    "h264", Map.of("qp_range", List.of(20, 30)))));
    DegradedFrames made = DegradationOptions.of(options, 4);
    assertThat(options.unread()).isEmpty();
    Degradation noise =
        Either.orNothing(
            0.5,
            new Either(
                0.5,
                new GaussianNoise(new Range(1, 30), 0.4),
                new PoissonNoise(new Range(0.05, 3), 0.4)));
    assertThat(made.motionBlur()).isEqualTo(new MotionBlur(1, new Range(3, 5)));
    assertThat(made.degradations().stream().map(DegradationTest::shown))
        .containsExactly(
            "GaussianBlur[sigma=Range[low=1.0, high=2.0], isotropic=0.7]",
            "Reduction[scale=4]",
            shown(noise),
            shown(noise),
            "H264Compression[quantiser=Range[low=20.0, high=30.0]]",
            "Rounding[]");
  }

  private static String shown(Degradation degradation) {
    return degradation instanceof Either either ? shown(either.first()) : degradation.toString();
  }

  @Test
  void withoutAWordAboutItTheFramesAreReduced() {
    assertThat(DegradationOptions.of(OptionSections.of(Map.of()), 4).degradations())
        .containsExactly(new Reduction(4), new Rounding());
  }

  @Test
  void refusesWhatCannotBeDone() {
    for (Map<String, ?> wrong :
        List.of(
            Map.of("order", List.of("blur")),
            Map.of("order", List.of("resize", "sepia")),
            Map.of("jpeg", Map.of("jpeg_range", List.of(90, 30))),
            Map.of("h264", Map.of("qp_range", List.of(5, 30))),
            Map.of("noise", Map.of("prob", 2)))) {
      assertThatThrownBy(
              () -> DegradationOptions.of(OptionSections.of(Map.of("degradation", wrong)), 4))
          .isInstanceOf(EdvrException.class)
          .hasMessageContaining("degradation:");
    }
  }

  @Test
  void deblurringNeedsSomethingToUndo() {
    Clip clip = DrawnClip.noise("clip", 9, 32, 32);
    List<Source> sources =
        List.of(new Source(List.of(new ClipPair(clip, Optional.empty())), 1, false));
    assertThatThrownBy(
            () ->
                TrainingData.of(OptionSections.of(Map.of("gt_size", 16)), DEBLURRING)
                    .samples(sources, 0, line -> {}))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("clip has no low-quality frames");
    Map<String, ?> blur = Map.of("motion_blur", Map.of("frames", List.of(5, 5)));
    Samples samples =
        TrainingData.of(OptionSections.of(Map.of("gt_size", 16, "degradation", blur)), DEBLURRING)
            .samples(sources, 0, line -> {});
    Sample sample = samples.get(0);
    assertThat(sample.low().get(2).shape()).isEqualTo(sample.high().shape());
    // The mean of five frames of noise is flatter by the root of five.
    double contrast = error(sample.high(), grey(16, 0.5));
    assertThat(error(sample.low().get(2), grey(16, 0.5)) / contrast)
        .isCloseTo(1 / Math.sqrt(5), within(0.1));
  }

  @Test
  void photographsAreBlurredByTheCamerasMotion() {
    Clip photograph = DrawnClip.noise("photograph", 1, 120, 120);
    List<Source> sources =
        List.of(new Source(List.of(new ClipPair(photograph, Optional.empty())), 1, true));
    Section options =
        OptionSections.of(
            Map.of(
                "gt_size", 16,
                "photo_motion", Map.of("speed", 8, "occlusion", 0),
                "degradation", Map.of("motion_blur", Map.of("frames", List.of(7, 7)))));
    Samples samples = TrainingData.of(options, DEBLURRING).samples(sources, 0, line -> {});
    assertThat(options.unread()).isEmpty();
    double sharp = 0;
    double soft = 0;
    for (int i = 0; i < 10; i++) {
      Sample sample = samples.get(i);
      sharp += error(sample.high(), grey(16, 0.5));
      soft += error(sample.low().get(2), grey(16, 0.5));
    }
    assertThat(soft).isBetween(0.1 * sharp, 0.8 * sharp);
  }
}
