package io.github.edvr4j.train.data;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.train.options.Limits;
import io.github.edvr4j.train.options.Section;
import io.github.edvr4j.train.options.TrainingOptions;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The samples that an option file's {@code datasets: train:} describes. */
public final class TrainingData {

  private static final int DAMAGED_LIMIT = 100;

  private final Section dataset;
  private final int size;
  private final Window.Drawing windows;
  private final DegradedFrames made;
  private final SyntheticMotion motion;
  private final boolean flips;
  private final boolean rotations;
  private final int damagedLimit;

  private TrainingData(Section dataset, EdvrConfig network) {
    this.dataset = dataset;
    size = size(dataset, network);
    windows = windows(dataset, network);
    made = DegradationOptions.of(dataset, network.scale());
    motion = motion(dataset);
    flips = dataset.flag("use_hflip", true);
    rotations = dataset.flag("use_rot", true);
    damagedLimit = Limits.atLeast(0, dataset, "damaged_limit", DAMAGED_LIMIT);
  }

  /**
   * Reads all that says how samples are cut from clips. Understood are BasicSR's {@code gt_size},
   * {@code interval_list}, {@code random_reverse}, {@code use_hflip} and {@code use_rot}, and of
   * our own {@code lq_8bit} (whether low frames that are made are rounded as files would be; true
   * if absent) and {@code damaged_limit} (how many frames may be unreadable; 100 if absent). {@code
   * dataset_enlarge_ratio} and {@code use_shuffle} are accepted and change nothing: a training
   * counts iterations, not epochs, and every window is drawn anew.
   *
   * @param dataset the section {@code datasets: train:}
   * @param network that is trained
   * @throws io.github.edvr4j.EdvrException (USAGE) if an option makes no sense
   */
  public static TrainingData of(Section dataset, EdvrConfig network) {
    dataset.number("dataset_enlarge_ratio");
    dataset.flag("use_shuffle", true);
    Prefetcher.threads(dataset);
    return new TrainingData(dataset, network);
  }

  /** Samples cut from clips, as a training takes them that learns from all from the beginning. */
  public Samples samples(List<Source> sources, long seed, Consumer<String> warnings) {
    return samples(sources, seed, 0, warnings);
  }

  /**
   * Samples cut from clips.
   *
   * @param sources what to cut from
   * @param seed of the training
   * @param moved how many samples, the first, show photographs that are moved, because nothing can
   *     be learnt from others; at least 0
   * @param warnings is told, a line each, of clips and frames that are left out; by any thread
   * @throws io.github.edvr4j.EdvrException (USAGE) if the clips and what is said of low frames
   *     contradict each other, or there is no photograph to move; (INPUT) if no clip is long and
   *     large enough
   */
  public Samples samples(List<Source> sources, long seed, long moved, Consumer<String> warnings) {
    check(sources);
    DamagedFrames damaged = new DamagedFrames(damagedLimit, warnings);
    ClipChoice clips =
        new ClipChoice(sources, made.scale(), windows.shortest(), size, damaged, warnings);
    if (moved > 0 && !clips.hasPhotographs()) {
      throw new EdvrException(
          Category.USAGE,
          "train:align_iter learns from known motion, which photographs that are moved have alone:"
              + " there is no PhotoDataset among the training's data");
    }
    return new WindowSamples(
        seed, clips, moved, windows, size / made.scale(), made, motion, flips, rotations, damaged);
  }

  private static int size(Section dataset, EdvrConfig network) {
    int size = dataset.integer("gt_size", 256);
    int step = network.scale() * network.sizeMultiple();
    if (size < step || size % step != 0) {
      int below = Math.max(step, size - Math.floorMod(size, step));
      throw dataset.invalid(
          "gt_size",
          "the network is trained with multiples of %d, such as %d or %d; got %d"
              .formatted(step, below, below + step, size));
    }
    return size;
  }

  private static Window.Drawing windows(Section dataset, EdvrConfig network) {
    boolean vimeo = dataset.text("type").filter("Vimeo90KDataset"::equals).isPresent();
    if (vimeo && network.centre() != network.frames() / 2) {
      throw dataset.invalid(
          "type",
          "the frames to be made are the middle ones in Vimeo-90K, so network_g:center_frame_idx has to be %d, not %d"
              .formatted(network.frames() / 2, network.centre()));
    }
    return new Window.Drawing(
        network.frames(),
        network.centre(),
        intervals(dataset),
        dataset.flag("random_reverse", false),
        vimeo);
  }

  private void check(List<Source> sources) {
    for (Source source : sources) {
      for (ClipPair clip : source.clips()) {
        if (clip.low().isEmpty() && made.changesNothing()) {
          throw dataset.invalid(
              "degradation",
              "%s has no low-quality frames, and nothing says how to make them"
                  .formatted(clip.high().name()));
        }
        if (clip.low().isPresent() && dataset.has("degradation")) {
          throw dataset.invalid(
              "degradation",
              "%s has low-quality frames already: leave out one of the two"
                  .formatted(clip.high().name()));
        }
      }
    }
  }

  private static List<Integer> intervals(Section dataset) {
    List<Double> intervals =
        dataset.has("interval_list") ? dataset.numbers("interval_list") : List.of(1.0);
    if (intervals.isEmpty()
        || !intervals.stream().allMatch(each -> each >= 1 && each == each.intValue())) {
      throw dataset.invalid("interval_list", "should be whole numbers of at least 1");
    }
    return intervals.stream().map(Double::intValue).toList();
  }

  private static SyntheticMotion motion(Section dataset) {
    Section motion = dataset.section("photo_motion").orElseGet(() -> Section.root(Map.of()));
    double speed = Limits.atLeast(0, motion, "speed", 10.0);
    double slowest = Limits.atLeast(0, motion, "min_speed", 0.0);
    if (slowest > speed) {
      throw motion.invalid(
          "min_speed", "should be at most speed, %s, got %s".formatted(speed, slowest));
    }
    return new SyntheticMotion(
        new CameraMotion.Limits(
            slowest,
            speed,
            Limits.atLeast(0, motion, "turn", 0.5),
            Limits.atLeast(0, motion, "zoom", 0.01),
            Limits.atLeast(0, motion, "shake", 2.0)),
        Limits.atLeast(0, motion, "occlusion", 0.3),
        Limits.atLeast(0, motion, "patches", 1),
        Limits.share(motion, "still", 0),
        Limits.atLeast(0, motion, "easy_iter", 0L),
        TrainingOptions.batch(dataset));
  }
}
