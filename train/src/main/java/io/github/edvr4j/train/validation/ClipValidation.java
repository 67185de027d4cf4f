package io.github.edvr4j.train.validation;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.metrics.ClipComparison;
import io.github.edvr4j.metrics.Rgb8;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.stream.Restorer;
import io.github.edvr4j.stream.StreamOptions;
import io.github.edvr4j.stream.WindowAndCopies;
import io.github.edvr4j.train.data.KnownMotion;
import io.github.edvr4j.train.validation.ValidationReport.Quality;
import io.github.edvr4j.video.ClipInfo;
import io.github.edvr4j.video.FrameSink;
import io.github.edvr4j.video.Rational;
import io.github.edvr4j.video.SinkOptions;
import io.github.edvr4j.video.TimedFrame;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * Restores clips as {@code edvr restore} does, from the first frame to the last, and compares them
 * with what they should look like; likewise each frame from copies of itself. Bicubic's own numbers
 * are computed once. Where the motion is known, offsets are compared with it.
 */
public final class ClipValidation implements Validation {

  /** Is told of every frame that was restored. */
  @FunctionalInterface
  public interface Progress {

    /**
     * @param clip the clip's name
     * @param done how many of its frames are restored
     * @param frames how many there are to be
     */
    void restored(String clip, int done, int frames);
  }

  private record Enlargement(HeldOut clip, int scale) {}

  private final List<HeldOut> clips;
  private final Protocol protocol;
  private final Optional<Path> pictures;
  private final int threads;
  private final Consumer<String> warnings;
  private final Progress progress;
  private final BooleanSupplier stop;
  private final Map<Enlargement, Quality> bicubic = new HashMap<>();

  /**
   * @param pictures the folder for the restored frames, {@code DATASET/CLIP/FRAME_ITERATION.png};
   *     empty for none
   * @param threads how many compute, at least 1
   * @param warnings is given sentences that the user should read
   * @param stop is asked before each frame whether the rest is still wanted
   */
  public ClipValidation(
      List<HeldOut> clips,
      Protocol protocol,
      Optional<Path> pictures,
      int threads,
      Consumer<String> warnings,
      Progress progress,
      BooleanSupplier stop) {
    this.clips = List.copyOf(clips);
    this.protocol = protocol;
    this.pictures = pictures;
    this.threads = threads;
    this.warnings = warnings;
    this.progress = progress;
    this.stop = stop;
  }

  /**
   * Reads all that will be measured, so that what is wrong with it is found out before a training
   * and not by its first validation.
   *
   * @param config of the network
   * @throws EdvrException (INPUT) if a clip cannot be read or its two sides don't fit together,
   *     (USAGE) if the pictures of two clips would replace each other
   */
  public void check(EdvrConfig config) {
    if (pictures.isPresent()) {
      requireDifferentPlaces();
    }
    for (HeldOut clip : clips) {
      FramePairs pairs = new FramePairs(clip.clip(), config.scale());
      if (clip.clip().high().motion().isPresent()) {
        OffsetMeasurement.requireFit(config, pairs);
      }
      IntStream.range(0, frames(clip, pairs))
          .parallel()
          .filter(frame -> !stop.getAsBoolean())
          .forEach(pairs::check);
    }
  }

  private void requireDifferentPlaces() {
    Set<String> places = new HashSet<>();
    for (HeldOut clip : clips) {
      if (!places.add(place(clip))) {
        throw new EdvrException(
            Category.USAGE,
            "two clips to validate with are called %s, and the pictures of one would replace those of the other: give their datasets different names, or turn val:save_img off"
                .formatted(place(clip)));
      }
    }
  }

  private static String place(HeldOut heldOut) {
    return heldOut.dataset() + "/" + heldOut.clip().high().name();
  }

  /** Scenes whose motion is known are short, and are not cut. */
  private int frames(HeldOut heldOut, FramePairs pairs) {
    return heldOut.clip().high().motion().isPresent()
        ? pairs.frames()
        : Math.min(pairs.frames(), protocol.frames().orElse(Integer.MAX_VALUE));
  }

  /**
   * {@inheritDoc}
   *
   * @throws EdvrException (INPUT) if a clip cannot be read or its two sides don't fit together,
   *     (OUTPUT) if a picture can't be saved, (MEMORY) if it doesn't suffice
   */
  @Override
  public Optional<ValidationReport> run(long iteration, EdvrConfig config, Weights weights) {
    List<ValidationReport.Clip> measured = new ArrayList<>();
    try (Restorer restorer = new Restorer(config, weights, threads)) {
      for (HeldOut clip : clips) {
        Optional<ValidationReport.Clip> one = measure(clip, restorer, weights, iteration);
        if (one.isEmpty()) {
          return Optional.empty();
        }
        measured.add(one.get());
      }
    } catch (EdvrException e) {
      // When the process is told to end, files that are being written are taken back at once.
      if (stop.getAsBoolean()) {
        return Optional.empty();
      }
      throw e;
    }
    return Optional.of(new ValidationReport(iteration, measured));
  }

  private Optional<ValidationReport.Clip> measure(
      HeldOut heldOut, Restorer restorer, Weights weights, long iteration) {
    String name = heldOut.clip().high().name();
    int scale = restorer.config().scale();
    FramePairs pairs = new FramePairs(heldOut.clip(), scale);
    int frames = frames(heldOut, pairs);
    Optional<KnownMotion> motion = heldOut.clip().high().motion();
    int sceneFrames = motion.map(KnownMotion::sceneFrames).orElse(frames);
    Enlargement enlargement = new Enlargement(heldOut, scale);
    boolean enlarge = !bicubic.containsKey(enlargement);
    ClipComparison enlarged = protocol.comparison();
    ClipComparison restored = protocol.comparison();
    ClipComparison fromCopies = protocol.comparison();
    Optional<FrameSink> sink =
        pictures.map(folder -> sink(folder.resolve(place(heldOut)), pairs, scale));
    try {
      Deque<Rgb8> awaited = new ArrayDeque<>();
      int[] done = {0};
      Consumer<Frame> output =
          frame -> {
            restored.add(picture(frame), awaited.removeFirst());
            sink.ifPresent(to -> to.write(timed(frame, done[0], iteration)));
            progress.restored(name, ++done[0], frames);
          };
      WindowAndCopies streams = open(restorer, heldOut, pairs);
      for (int number = 0; number < frames; number++) {
        if (stop.getAsBoolean()) {
          return Optional.empty();
        }
        Rgb8 high = pairs.high(number);
        Frame low = pairs.low(number, high);
        if (enlarge) {
          enlarged.add(pairs.enlarged(low), high);
        }
        awaited.add(high);
        streams.window().push(low, output);
        if (protocol.temporalGain()) {
          streams.copies().push(low, frame -> fromCopies.add(picture(frame), high));
        }
        if ((number + 1) % sceneFrames == 0) {
          streams.window().finish(output);
        }
      }
      sink.ifPresent(FrameSink::finish);
    } finally {
      sink.ifPresent(FrameSink::close);
    }
    Optional<List<OffsetError>> offsets = offsets(motion, pairs, restorer.config(), weights);
    if (offsets.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ValidationReport.Clip(
            heldOut.dataset(),
            name,
            frames,
            quality(restored),
            bicubic.computeIfAbsent(enlargement, _ -> quality(enlarged)),
            Optional.of(fromCopies)
                .filter(_ -> protocol.temporalGain())
                .map(ClipValidation::quality),
            offsets.get()));
  }

  /** No errors where no motion is known; nothing if it was told to stop. */
  private Optional<List<OffsetError>> offsets(
      Optional<KnownMotion> motion, FramePairs pairs, EdvrConfig config, Weights weights) {
    if (motion.isEmpty()) {
      return Optional.of(List.of());
    }
    List<OffsetError> errors = new ArrayList<>();
    try (OffsetMeasurement measurement =
        new OffsetMeasurement(config, weights, threads, pairs, motion.get())) {
      for (int scene = 0; scene < measurement.scenes(); scene++) {
        if (stop.getAsBoolean()) {
          return Optional.empty();
        }
        errors.addAll(measurement.at(scene));
      }
    }
    return Optional.of(OffsetError.over(errors));
  }

  private WindowAndCopies open(Restorer restorer, HeldOut heldOut, FramePairs pairs) {
    StreamOptions options =
        heldOut.padding().map(StreamOptions.DEFAULT::withPadding).orElse(StreamOptions.DEFAULT);
    return restorer.openWithCopies(restorer.plan(pairs.height(), pairs.width(), options), warnings);
  }

  private static FrameSink sink(Path folder, FramePairs pairs, int scale) {
    return FrameSink.open(
        folder + "/",
        ClipInfo.of(pairs.width() * scale, pairs.height() * scale, new Rational(25, 1)),
        SinkOptions.DEFAULT.withOverwrite(true));
  }

  private static TimedFrame timed(Frame frame, int number, long iteration) {
    return new TimedFrame(
        frame, number, 1, String.format(Locale.ROOT, "%08d_%d.png", number, iteration));
  }

  private static Rgb8 picture(Frame frame) {
    return Rgb8.of(frame.height(), frame.width(), frame.rgb());
  }

  private static Quality quality(ClipComparison comparison) {
    ClipComparison.Mean mean = comparison.mean();
    return new Quality(mean.psnr(), mean.ssim());
  }
}
