package io.github.edvr4j.train.data;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
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
   * @param clip to cut from
   * @param stock all clips of the same source, this one among them
   * @param photograph whether they are single pictures
   */
  record Choice(ClipPair clip, List<ClipPair> stock, boolean photograph) {}

  private final List<Stock> stocks = new ArrayList<>();
  private final double[] weights;

  /**
   * @param frames a clip needs at least, if it is no photograph
   * @param crop rows and columns of the high resolution that a clip needs at least
   * @param warnings is told of clips that are left out
   * @throws EdvrException (INPUT) if a source has no clip that is long and large enough, or a clip
   *     has low frames that don't belong to its high ones
   */
  ClipChoice(List<Source> sources, int scale, int frames, int crop, Consumer<String> warnings) {
    weights = new double[sources.size()];
    double sum = 0;
    for (Source source : sources) {
      List<ClipPair> fit = new ArrayList<>();
      List<String> left = new ArrayList<>();
      for (ClipPair clip : source.clips()) {
        check(clip, scale);
        boolean fits =
            (source.photographs() || clip.high().frames() >= frames)
                && Math.min(clip.high().height(), clip.high().width()) >= crop;
        if (fits) {
          fit.add(clip);
        } else {
          left.add(clip.high().name());
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
                .formatted(left.size(), shown(left), wanted));
      }
      if (!left.isEmpty()) {
        warnings.accept("left out, as a sample needs %s: %s".formatted(wanted, shown(left)));
      }
      sum += source.weight();
      weights[stocks.size()] = sum;
      stocks.add(new Stock(fit, sums(fit, clip -> clip.high().frames()), source.photographs()));
    }
  }

  Choice draw(RandomGenerator random) {
    double at = random.nextDouble() * weights[weights.length - 1];
    int source = 0;
    while (weights[source] <= at) {
      source++;
    }
    Stock stock = stocks.get(source);
    long[] sums = stock.frames();
    int found = Arrays.binarySearch(sums, random.nextLong(sums[sums.length - 1]) + 1);
    ClipPair clip = stock.clips().get(found < 0 ? -found - 1 : found);
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

  private static void check(ClipPair pair, int scale) {
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
