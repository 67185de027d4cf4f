package io.github.edvr4j.train.data;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import java.util.function.ToIntFunction;
import java.util.random.RandomGenerator;

/**
 * Draws the clip of a sample: the source by its weight, and within a source every frame's clip as
 * likely as any other's, as BasicSR does.
 */
final class ClipChoice {

  /** Clips of one kind with the sums of their frames up to and with each. */
  private record Stock(List<ClipPair> clips, long[] frames, boolean photographs) {}

  /**
   * How many clips of a source are looked into at the start, evenly spread. The size of the others
   * is found out when they are drawn: the files of Vimeo-90K's 64,612 clips take minutes to open.
   */
  private static final int LOOKED_INTO = 1000;

  /**
   * @param clip to cut from
   * @param stock all clips of the same source, this one among them
   * @param photograph whether they are single pictures
   */
  record Choice(ClipPair clip, List<ClipPair> stock, boolean photograph) {}

  private final List<Stock> stocks = new ArrayList<>();
  private final double[] weights;
  private final double[] weightsOfPhotographs;
  private final int scale;
  private final int crop;

  /**
   * @param frames a clip needs at least, if it is no photograph
   * @param crop rows and columns of the high resolution that a clip needs at least
   * @param damaged counts clips that can't be read, which are left out
   * @param warnings is told of clips that are too short or small, which are left out too
   * @throws EdvrException (INPUT) if a source has no clip that is long and large enough, or a clip
   *     has low frames that don't belong to its high ones
   */
  ClipChoice(
      List<Source> sources,
      int scale,
      int frames,
      int crop,
      DamagedFrames damaged,
      Consumer<String> warnings) {
    this.scale = scale;
    this.crop = crop;
    for (Source source : sources) {
      List<ClipPair> fit = new ArrayList<>();
      List<String> left = new ArrayList<>();
      int every = source.photographs() ? 1 : Math.ceilDiv(source.clips().size(), LOOKED_INTO);
      for (int i = 0; i < source.clips().size(); i++) {
        ClipPair clip = source.clips().get(i);
        boolean longEnough = source.photographs() || clip.high().frames() >= frames;
        try {
          if (longEnough && (i % every != 0 || isLargeEnough(clip))) {
            fit.add(clip);
          } else {
            left.add(clip.high().name());
          }
        } catch (DamagedFrameException e) {
          damaged.add(e);
        }
      }
      String wanted =
          source.photographs()
              ? "%dx%d pixels".formatted(crop, crop)
              : "%d frames of %dx%d pixels".formatted(frames, crop, crop);
      if (fit.isEmpty()) {
        throw new EdvrException(
            Category.INPUT,
            "none of the %d clips (%s) has the %s that a sample needs"
                .formatted(
                    source.clips().size(),
                    shown(source.clips().stream().map(clip -> clip.high().name()).toList()),
                    wanted));
      }
      if (!left.isEmpty()) {
        warnings.accept("left out, as a sample needs %s: %s".formatted(wanted, shown(left)));
      }
      stocks.add(new Stock(fit, sums(fit, clip -> clip.high().frames()), source.photographs()));
    }
    weights = sums(sources, Source::weight);
    weightsOfPhotographs = sums(sources, source -> source.photographs() ? source.weight() : 0);
  }

  private static double[] sums(List<Source> sources, ToDoubleFunction<Source> weight) {
    double[] sums = sources.stream().mapToDouble(weight).toArray();
    Arrays.parallelPrefix(sums, Double::sum);
    return sums;
  }

  /** Whether there are any. */
  boolean hasPhotographs() {
    return weightsOfPhotographs[weightsOfPhotographs.length - 1] > 0;
  }

  /**
   * @param photographs whether to draw from these alone
   * @throws DamagedFrameException if the clip's size can't be read or is too small
   * @throws EdvrException (INPUT) if its low frames don't belong to its high ones
   */
  Choice draw(boolean photographs, RandomGenerator random) {
    double[] sumsOfWeights = photographs ? weightsOfPhotographs : weights;
    double at = random.nextDouble() * sumsOfWeights[sumsOfWeights.length - 1];
    int source = 0;
    while (sumsOfWeights[source] <= at) {
      source++;
    }
    Stock stock = stocks.get(source);
    long[] sums = stock.frames();
    int found = Arrays.binarySearch(sums, random.nextLong(sums[sums.length - 1]) + 1);
    ClipPair clip = stock.clips().get(found < 0 ? -found - 1 : found);
    if (!isLargeEnough(clip)) {
      throw new DamagedFrameException(
          "%s is smaller than the %dx%d pixels of a sample"
              .formatted(clip.high().name(), crop, crop));
    }
    return new Choice(clip, stock.clips(), stock.photographs());
  }

  private static long[] sums(List<ClipPair> clips, ToIntFunction<ClipPair> frames) {
    long[] sums = new long[clips.size()];
    long sum = 0;
    for (int i = 0; i < sums.length; i++) {
      sum += frames.applyAsInt(clips.get(i));
      sums[i] = sum;
    }
    return sums;
  }

  private static String shown(List<String> names) {
    int shown = 5;
    String first = String.join(", ", names.subList(0, Math.min(names.size(), shown)));
    return names.size() > shown ? "%s and %d more".formatted(first, names.size() - shown) : first;
  }

  private boolean isLargeEnough(ClipPair clip) {
    requireFit(clip);
    return Math.min(clip.high().height(), clip.high().width()) >= crop;
  }

  private void requireFit(ClipPair pair) {
    Clip high = pair.high();
    pair.low()
        .ifPresent(
            low -> {
              if (low.height() * scale != high.height() || low.width() * scale != high.width()) {
                throw new EdvrException(
                    Category.INPUT,
                    "%s has frames of %dx%d to be made from %dx%d: that isn't %d times as large"
                        .formatted(
                            high.name(),
                            high.width(),
                            high.height(),
                            low.width(),
                            low.height(),
                            scale));
              }
              if (low.frames() != high.frames()) {
                throw new EdvrException(
                    Category.INPUT,
                    "%s has %d frames to be made from %d"
                        .formatted(high.name(), high.frames(), low.frames()));
              }
            });
  }
}
