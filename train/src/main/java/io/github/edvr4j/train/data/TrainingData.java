package io.github.edvr4j.train.data;

import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.train.options.Section;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The samples that an option file's {@code datasets: train:} describes. */
public final class TrainingData {

  private static final int DAMAGED_LIMIT = 100;

  private TrainingData() {}

  /**
   * Samples cut from clips. Understood are BasicSR's {@code gt_size}, {@code interval_list}, {@code
   * random_reverse}, {@code use_hflip} and {@code use_rot}, and of our own {@code lq_8bit} (whether
   * low frames that are made are rounded as files would be; true if absent) and {@code
   * damaged_limit} (how many frames may be unreadable; 100 if absent). {@code
   * dataset_enlarge_ratio} and {@code use_shuffle} are accepted and change nothing: a training
   * counts iterations, not epochs, and every window is drawn anew.
   *
   * @param dataset the section {@code datasets: train:}
   * @param sources what to cut from
   * @param network that is trained
   * @param seed of the training
   * @param warnings is told, a line each, of clips and frames that are left out; by any thread
   * @throws io.github.edvr4j.EdvrException (USAGE) if an option makes no sense; (INPUT) if no clip
   *     is long and large enough
   */
  public static Samples of(
      Section dataset,
      List<Source> sources,
      EdvrConfig network,
      long seed,
      Consumer<String> warnings) {
    int scale = network.scale();
    int size = size(dataset, network);
    Window.Drawing windows = windows(dataset, network);
    dataset.number("dataset_enlarge_ratio");
    dataset.flag("use_shuffle", true);
    DegradedFrames made = DegradationOptions.of(dataset, scale);
    check(dataset, sources, made);
    DamagedFrames damaged =
        new DamagedFrames(dataset.integer("damaged_limit", DAMAGED_LIMIT), warnings);
    return new WindowSamples(
        seed,
        new ClipChoice(sources, scale, windows.shortest(), size, damaged, warnings),
        windows,
        size / scale,
        made,
        motion(dataset),
        dataset.flag("use_hflip", true),
        dataset.flag("use_rot", true),
        damaged);
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

  private static void check(Section dataset, List<Source> sources, DegradedFrames made) {
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
    if (!dataset.has("interval_list")) {
      return List.of(1);
    }
    List<Integer> intervals =
        dataset.numbers("interval_list").stream().map(Double::intValue).toList();
    if (intervals.isEmpty() || intervals.stream().anyMatch(interval -> interval < 1)) {
      throw dataset.invalid("interval_list", "expected whole numbers of at least 1");
    }
    return intervals;
  }

  private static SyntheticMotion motion(Section dataset) {
    Optional<Section> motion = dataset.section("photo_motion");
    return new SyntheticMotion(
        new CameraMotion.Limits(
            limit(motion, "speed", 10),
            limit(motion, "turn", 0.5),
            limit(motion, "zoom", 0.01),
            limit(motion, "shake", 2)),
        limit(motion, "occlusion", 0.3));
  }

  private static double limit(Optional<Section> section, String key, double otherwise) {
    double limit = section.map(given -> given.number(key, otherwise)).orElse(otherwise);
    if (!(limit >= 0)) {
      throw section.orElseThrow().invalid(key, "expected a number of at least 0");
    }
    return limit;
  }
}
