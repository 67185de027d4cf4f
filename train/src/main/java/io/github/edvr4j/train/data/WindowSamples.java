package io.github.edvr4j.train.data;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Samples as BasicSR's {@code REDSDataset} and {@code Vimeo90KDataset} cut them: a random window of
 * a random clip, one random crop of all its frames, laid in one of eight ways.
 *
 * @param clips what to cut from
 * @param moved how many samples, the first, are cut from moved photographs alone
 * @param windows which frames a sample shows
 * @param crop rows and columns of a low-resolution crop
 * @param made how the low frames come about where they aren't given
 * @param motion how photographs become windows
 * @param flips whether left and right may change places
 * @param rotations whether the others of the eight ways may be taken
 * @param damaged counts frames that cannot be read; another sample is cut in their place
 */
record WindowSamples(
    long seed,
    ClipChoice clips,
    long moved,
    Window.Drawing windows,
    int crop,
    DegradedFrames made,
    SyntheticMotion motion,
    boolean flips,
    boolean rotations,
    DamagedFrames damaged)
    implements Samples {

  private static final int ATTEMPTS = 100;

  @Override
  public Sample get(long index) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try {
        return draw(index, Draws.of(seed, index, attempt));
      } catch (DamagedFrameException e) {
        damaged.add(e);
      }
    }
    throw new EdvrException(
        Category.INPUT,
        "%d windows in a row have damaged frames: the data can't be used".formatted(ATTEMPTS));
  }

  private Sample draw(long index, RandomGenerator random) {
    ClipChoice.Choice choice = clips.draw(index < moved, random);
    DegradedFrames making = made.at(index);
    Sample sample =
        choice.photograph()
            ? moved(choice, making, motion.at(index), random)
            : cut(choice.clip(), making, random);
    Flip flip = Flip.draw(flips, rotations, random);
    return new Sample(
        sample.low().stream().map(flip::apply).toList(),
        flip.apply(sample.high()),
        sample.motion().stream().map(flip::apply).toList());
  }

  private Sample moved(
      ClipChoice.Choice choice,
      DegradedFrames making,
      SyntheticMotion moving,
      RandomGenerator random) {
    // The camera's shutter is open all the time: exposures meet where frames do.
    int exposure = making.motionBlur().draw(random);
    int interval = 2 * exposure + 1;
    int reach = windows.reach() * interval + exposure;
    List<Integer> steps = windows.steps(interval, random);
    int size = (crop + 2 * made.border()) * made.scale();
    Footage footage =
        moving.over(choice.clip().high(), choice.stock(), size, reach, 1.0 / interval, random);
    return making.cut(footage, steps, exposure, crop(footage, random), random);
  }

  private Sample cut(ClipPair clip, DegradedFrames making, RandomGenerator random) {
    int frames = clip.high().frames();
    int exposure =
        clip.low().isPresent()
            ? 0
            : Math.min(making.motionBlur().draw(random), windows.room(frames));
    Window window = windows.draw(frames, exposure, random);
    Footage high = new ClipFootage(clip.high(), window.target());
    Region low = crop(high, random);
    return clip.low()
        .map(given -> given(new ClipFootage(given, window.target()), high, window, low))
        .orElseGet(() -> making.cut(high, window.steps(), exposure, low, random));
  }

  private Sample given(Footage low, Footage high, Window window, Region region) {
    List<Tensor> frames = new ArrayList<>();
    for (int step : window.steps()) {
      frames.add(low.read(step, region));
    }
    return new Sample(frames, high.read(0, region.times(made.scale())));
  }

  private Region crop(Footage high, RandomGenerator random) {
    int top = random.nextInt(high.height() / made.scale() - crop + 1);
    int left = random.nextInt(high.width() / made.scale() - crop + 1);
    return new Region(top, left, crop, crop);
  }
}
