package io.github.edvr4j.train.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.metrics.Rgb8;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.resize.Bicubic;
import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;
import io.github.edvr4j.train.options.OptionSections;
import io.github.edvr4j.train.options.Section;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingDataTest {

  private static final EdvrConfig NETWORK = EdvrConfig.m();

  private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());

  private Samples samples(Section options, Source... sources) {
    return TrainingData.of(options, NETWORK).samples(List.of(sources), 10, warnings::add);
  }

  private static Source clips(Clip... clips) {
    return new Source(
        List.of(clips).stream().map(clip -> new ClipPair(clip, Optional.empty())).toList(),
        1,
        false);
  }

  private static Section options(Map<String, ?> values) {
    return OptionSections.of(values);
  }

  private static final Map<String, Object> STILL =
      Map.of("gt_size", 16, "use_hflip", false, "use_rot", false);

  @Test
  void givenLowFramesAreCutWhereTheHighOnesAre() {
    DrawnClip low = DrawnClip.numbered("low", 9, 20, 30);
    DrawnClip high =
        new DrawnClip(
            "high", 9, 80, 120, (frame, y, x, c) -> low.rule().value(frame, y / 4, x / 4, c));
    Source source = new Source(List.of(new ClipPair(high, Optional.of(low))), 1, false);
    Samples samples = samples(options(Map.of("gt_size", 16)), source);
    Set<Integer> centres = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      Sample sample = samples.get(i);
      assertThat(sample.low()).hasSize(5);
      assertThat(sample.high().shape()).isEqualTo(Shape.of(3, 16, 16));
      Tensor centre = sample.low().get(2);
      assertThat(centre.shape()).isEqualTo(Shape.of(3, 4, 4));
      for (int y = 0; y < 16; y++) {
        for (int x = 0; x < 16; x++) {
          for (int c = 0; c < 3; c++) {
            assertThat(sample.high().at(0, c, y, x)).isEqualTo(centre.at(0, c, y / 4, x / 4));
          }
        }
      }
      centres.add(Math.round(centre.at(0, 0, 0, 0) * 255));
      for (int t = 0; t < 5; t++) {
        Tensor frame = sample.low().get(t);
        assertThat(Math.round(255 * (frame.at(0, 0, 3, 3) - centre.at(0, 0, 0, 0))))
            .isEqualTo(t - 2);
        assertThat(frame.at(0, 1, 0, 0)).isEqualTo(centre.at(0, 1, 0, 0));
        assertThat(frame.at(0, 2, 0, 0)).isEqualTo(centre.at(0, 2, 0, 0));
      }
    }
    assertThat(centres).containsExactlyInAnyOrder(2, 3, 4, 5, 6);
  }

  @Test
  void theTargetIsTheFrameThatTheNetworkRestores() {
    Samples samples =
        TrainingData.of(options(STILL), NETWORK.withCentre(4))
            .samples(List.of(clips(DrawnClip.numbered("clip", 9, 16, 16))), 1, warnings::add);
    Set<Integer> targets = new HashSet<>();
    for (int i = 0; i < 40; i++) {
      Sample sample = samples.get(i);
      int target = Math.round(255 * sample.high().at(0, 0, 0, 0));
      assertThat(sample.low().stream().map(low -> Math.round(255 * low.at(0, 0, 0, 0))))
          .containsExactly(target - 4, target - 3, target - 2, target - 1, target);
      targets.add(target);
    }
    assertThat(targets).containsExactlyInAnyOrder(4, 5, 6, 7, 8);
  }

  /** Of 24x20 pixels, most crops of 16x16 lie at an edge. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void madeLowFramesAreThoseOfTheWholeFrameReduced(boolean rounded) {
    DrawnClip clip = DrawnClip.noise("noise", 5, 42, 50);
    Samples samples =
        samples(
            options(
                Map.of("gt_size", 16, "use_hflip", false, "use_rot", false, "lq_8bit", rounded)),
            clips(clip));
    List<Tensor> whole =
        IntStream.range(0, 5)
            .mapToObj(t -> FrameTensors.of(clip.read(t, new Region(0, 0, 40, 48))))
            .toList();
    for (int i = 0; i < 40; i++) {
      Sample sample = samples.get(i);
      Region high = found(sample.high(), whole.get(2));
      Region low = new Region(high.top() / 4, high.left() / 4, 4, 4);
      assertThat(low.times(4)).isEqualTo(high);
      for (int t = 0; t < 5; t++) {
        Tensor reduced = Bicubic.resize(whole.get(t), 0.25);
        Tensor expected = rounded ? FrameTensors.rounded(reduced) : reduced;
        assertThat(sample.low().get(t)).isEqualTo(FrameTensors.crop(expected, low));
      }
    }
  }

  private static Region found(Tensor part, Tensor whole) {
    for (int top = 0; top <= whole.shape().h() - part.shape().h(); top++) {
      for (int left = 0; left <= whole.shape().w() - part.shape().w(); left++) {
        Region region = new Region(top, left, part.shape().h(), part.shape().w());
        if (FrameTensors.crop(whole, region).equals(part)) {
          return region;
        }
      }
    }
    throw new AssertionError("the high frame is no part of the clip's");
  }

  @Test
  void aSampleDependsOnSeedAndNumberAlone() {
    Source source = clips(DrawnClip.noise("a", 9, 40, 40), DrawnClip.noise("b", 7, 32, 48));
    Source photographs =
        new Source(
            List.of(new ClipPair(DrawnClip.noise("c", 1, 90, 90), Optional.empty())), 1, true);
    Section options = options(Map.of("gt_size", 16, "random_reverse", true));
    List<Sample> forwards =
        LongStream.range(0, 30).mapToObj(samples(options, source, photographs)::get).toList();
    Samples again = samples(options, source, photographs);
    List<Sample> sideBySide = LongStream.range(0, 30).parallel().mapToObj(again::get).toList();
    assertThat(sideBySide).isEqualTo(forwards);
    assertThat(new HashSet<>(forwards)).hasSize(30);
    Samples otherSeed =
        TrainingData.of(options, NETWORK).samples(List.of(source, photographs), 11, warnings::add);
    assertThat(forwards).doesNotContain(otherSeed.get(0), otherSeed.get(1));
  }

  @Test
  void theFirstSamplesMayBeMovedPhotographsAlone() {
    Source clip = clips(DrawnClip.noise("a", 9, 40, 40));
    Source photographs =
        new Source(
            List.of(new ClipPair(DrawnClip.noise("c", 1, 90, 90), Optional.empty())), 0.5, true);
    TrainingData data = TrainingData.of(options(Map.of("gt_size", 16)), NETWORK);
    Samples samples = data.samples(List.of(clip, photographs), 10, 20, warnings::add);
    assertThat(LongStream.range(0, 20)).allMatch(index -> knowsMotion(samples.get(index)));
    assertThat(LongStream.range(20, 60).filter(index -> knowsMotion(samples.get(index))).count())
        .isBetween(5L, 25L);
    assertThatThrownBy(() -> data.samples(List.of(clip), 10, 1, warnings::add))
        .isInstanceOf(EdvrException.class)
        .hasMessageContainingAll("align_iter", "PhotoDataset");
  }

  private static boolean knowsMotion(Sample sample) {
    return sample.motion().stream()
        .map(motion -> motion.known().data())
        .anyMatch(known -> IntStream.range(0, known.length).anyMatch(i -> known[i] > 0));
  }

  @Test
  void sourcesAreDrawnByTheirWeightAndClipsByTheirFrames() {
    DrawnClip rare = new DrawnClip("rare", 5, 16, 16, (frame, y, x, c) -> 10);
    DrawnClip small = new DrawnClip("short", 10, 16, 16, (frame, y, x, c) -> 20);
    DrawnClip large = new DrawnClip("long", 30, 16, 16, (frame, y, x, c) -> 30);
    Source first = new Source(clips(rare).clips(), 0.25, false);
    Source second = new Source(clips(small, large).clips(), 0.75, false);
    Samples samples = samples(options(STILL), first, second);
    int[] counts = new int[31];
    for (int i = 0; i < 4000; i++) {
      counts[Math.round(samples.get(i).high().data()[0] * 255)]++;
    }
    assertThat(counts[10]).isBetween(900, 1100);
    assertThat(counts[20]).isBetween(650, 850);
    assertThat(counts[30]).isBetween(2100, 2400);
  }

  @Test
  void clipsThatAreTooShortOrSmallAreLeftOutAndNamed() {
    Samples samples =
        samples(
            options(STILL),
            clips(
                DrawnClip.noise("short", 4, 40, 40),
                DrawnClip.noise("small", 9, 40, 15),
                new DrawnClip("good", 5, 16, 16, (frame, y, x, c) -> 51)));
    assertThat(samples.get(0).high().data()).containsOnly(0.2f);
    assertThat(warnings)
        .containsExactly("left out, as a sample needs 5 frames of 16x16 pixels: short, small");
    assertThatThrownBy(() -> samples(options(STILL), clips(DrawnClip.noise("short", 4, 40, 40))))
        .isInstanceOf(EdvrException.class)
        .hasMessage(
            "none of the 1 clips (short) has the 5 frames of 16x16 pixels that a sample needs");
  }

  @Test
  void lowFramesOfAnotherSizeOrNumberAreRefused() {
    DrawnClip high = DrawnClip.noise("high", 9, 40, 40);
    for (Clip low : List.of(DrawnClip.noise("low", 9, 10, 11), DrawnClip.noise("low", 8, 10, 10))) {
      Source source = new Source(List.of(new ClipPair(high, Optional.of(low))), 1, false);
      assertThatThrownBy(() -> samples(options(STILL), source))
          .isInstanceOf(EdvrException.class)
          .hasMessageStartingWith("high has ");
    }
  }

  @Test
  void refusesOptionsThatMakeNoSense() {
    Source source = clips(DrawnClip.noise("a", 9, 40, 40));
    assertThatThrownBy(() -> samples(options(Map.of("gt_size", 18)), source))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining(
            "gt_size: the network is trained with multiples of 16, such as 16 or 32; got 18");
    // At scale 4 the network would get 50 pixels, which it can't halve twice.
    assertThatThrownBy(() -> samples(options(Map.of("gt_size", 200)), source))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("such as 192 or 208; got 200");
    assertThatThrownBy(
            () ->
                TrainingData.of(
                    options(Map.of("gt_size", 16, "type", "Vimeo90KDataset")),
                    NETWORK.withCentre(1)))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("center_frame_idx has to be 2, not 1");
    assertThatThrownBy(
            () -> samples(options(Map.of("gt_size", 16, "interval_list", List.of(0))), source))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("interval_list");
  }

  @Test
  void aDamagedFrameIsNamedOnceAndItsSampleReplaced() {
    Clip clip = new DamagedClip(DrawnClip.numbered("clip", 12, 16, 16), 11);
    Samples samples = samples(options(STILL), clips(clip));
    List<Sample> all = LongStream.range(0, 60).mapToObj(samples::get).toList();
    assertThat(warnings).containsExactly("left out: clip/11 is damaged");
    assertThat(all)
        .allSatisfy(sample -> assertThat(sample.high().data()[0] * 255).isBetween(1.9f, 8.1f));
    assertThat(LongStream.range(0, 60).mapToObj(samples(options(STILL), clips(clip))::get).toList())
        .isEqualTo(all);
  }

  /** A clip of which not even the size is known. */
  private record Unreadable(String name) implements Clip {

    @Override
    public int frames() {
      return 9;
    }

    @Override
    public int height() {
      throw new DamagedFrameException(name + " is not there");
    }

    @Override
    public int width() {
      throw new DamagedFrameException(name + " is not there");
    }

    @Override
    public Rgb8 read(int frame, Region region) {
      throw new DamagedFrameException(name + " is not there");
    }
  }

  @Test
  void aClipThatCannotBeReadIsLeftOutAndCounts() {
    Clip good = DrawnClip.numbered("good", 9, 16, 16);
    Samples samples = samples(options(STILL), clips(new Unreadable("lost"), good));
    assertThat(samples.get(0).high().shape()).isEqualTo(Shape.of(3, 16, 16));
    assertThat(warnings).containsExactly("left out: lost is not there");
    Section strict = options(Map.of("gt_size", 16, "damaged_limit", 0));
    assertThatThrownBy(() -> samples(strict, clips(new Unreadable("lost"), good)))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("lost is not there");
    assertThatThrownBy(() -> samples(options(STILL), clips(new Unreadable("lost"))))
        .isInstanceOf(EdvrException.class)
        .hasMessageStartingWith("none of the 1 clips (lost) has");
  }

  @Test
  void ofVeryManyClipsFewAreLookedIntoBeforeTheyAreDrawn() {
    AtomicInteger opened = new AtomicInteger();
    Clip[] many =
        IntStream.range(0, 5000)
            .mapToObj(i -> new Counted(i % 2 == 0 ? 16 : 15, opened))
            .toArray(Clip[]::new);
    Samples samples = samples(options(STILL), clips(many));
    assertThat(opened).hasValueLessThanOrEqualTo(1000);
    for (int i = 0; i < 20; i++) {
      assertThat(samples.get(i).high().shape()).isEqualTo(Shape.of(3, 16, 16));
    }
    assertThat(warnings)
        .anyMatch(line -> line.equals("left out: 15 is smaller than the 16x16 pixels of a sample"));
  }

  /** A clip of which it is counted how often its height is asked for. */
  private record Counted(int height, AtomicInteger opened) implements Clip {

    @Override
    public String name() {
      return String.valueOf(height);
    }

    @Override
    public int frames() {
      return 5;
    }

    @Override
    public int height() {
      opened.incrementAndGet();
      return height;
    }

    @Override
    public int width() {
      return 16;
    }

    @Override
    public Rgb8 read(int frame, Region region) {
      return new Rgb8(
          region.height(), region.width(), new byte[3 * region.height() * region.width()]);
    }
  }

  @Test
  void tooManyDamagedFramesEndTheTraining() {
    Clip[] damaged =
        IntStream.range(0, 4)
            .mapToObj(i -> new DamagedClip(DrawnClip.noise("clip" + i, 5, 16, 16), 2))
            .toArray(Clip[]::new);
    Samples limited = samples(options(Map.of("gt_size", 16, "damaged_limit", 3)), clips(damaged));
    assertThatThrownBy(() -> limited.get(0))
        .isInstanceOf(EdvrException.class)
        .hasMessageStartingWith(
            "more than 3 frames are damaged (option damaged_limit), the last: ");
    assertThat(warnings).hasSize(3);
    Samples all = samples(options(Map.of("gt_size", 16)), clips(damaged));
    assertThatThrownBy(() -> all.get(0))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("100 windows in a row");
  }
}
