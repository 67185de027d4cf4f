package io.github.edvr4j.cli;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.stream.Padding;
import io.github.edvr4j.stream.Restorer;
import io.github.edvr4j.stream.StreamOptions;
import io.github.edvr4j.stream.StreamPlan;
import io.github.edvr4j.video.ClipInfo;
import io.github.edvr4j.video.Cut;
import io.github.edvr4j.video.FrameSink;
import io.github.edvr4j.video.FrameSource;
import io.github.edvr4j.video.RestoreJob;
import io.github.edvr4j.video.RestoreListener;
import io.github.edvr4j.video.SinkOptions;
import io.github.edvr4j.video.SourceOptions;
import io.github.edvr4j.weights.EdvrCheckpoint;
import io.github.edvr4j.zoo.ModelStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A video in, a better one out. */
@Command(name = "restore", description = "Restores a video, or a folder of PNG frames.")
@SuppressWarnings("NullAway.Init") // picocli fills the fields.
final class RestoreCommand implements Callable<Integer> {

  /** Each thread has megabytes of memory of its own. */
  private static final int MOST_THREADS = 1024;

  private static final List<String> EXTENSIONS = List.of("mp4", "mkv", "mov", "webm");

  @Parameters(
      paramLabel = "INPUT",
      description = "A video file, or a folder of PNG files, taken in natural order.")
  private Path input;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "OUTPUT",
      description =
          "A video file (.mp4, .mkv, .mov or .webm), or, ending in /, a folder for PNG files.")
  private String output;

  @Option(
      names = {"-m", "--model"},
      paramLabel = "NAME|FILE",
      defaultValue = "edvr-s-x4",
      description =
          "A model of 'edvr models list', or a .pth or .safetensors file (default: ${DEFAULT-VALUE}).")
  private String model;

  @Option(
      names = "--padding",
      paramLabel = "MODE",
      description =
          "What takes the place of frames beyond the clip's ends: replicate, reflection,"
              + " reflection_circle or circle (default: replicate for models that deblur,"
              + " reflection_circle for others).")
  private Optional<Padding> padding;

  @Option(names = "--frames", paramLabel = "N", description = "Restore only the first N frames.")
  private Optional<Long> frames;

  @Mixin private LoadOptions loading;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads to compute with (default: one per core).")
  private Optional<Integer> threads;

  @Option(names = "-y", description = "Overwrite an existing output.")
  private boolean overwrite;

  private final Console console;
  private final ModelStore models;

  RestoreCommand(Console console, ModelStore models) {
    this.console = console;
    this.models = models;
  }

  @Override
  public Integer call() throws InterruptedException {
    requirePositive("--frames", frames.orElse(1L));
    requirePositive("--threads", threads.orElse(1));
    if (threads.orElse(1) > MOST_THREADS) {
      throw new EdvrException(
          Category.USAGE,
          "--threads should be at most %d, not %d".formatted(MOST_THREADS, threads.get()));
    }
    requireInput();
    requireDestination();
    Path modelFile = models.find(model);
    ProgressDisplay progress = new ProgressDisplay(console, System::nanoTime);
    try (progress;
        FrameSource source =
            FrameSource.open(
                input.toString(), SourceOptions.DEFAULT.withWarnings(progress::warn))) {
      EdvrCheckpoint checkpoint = loading.load(modelFile);
      checkpoint.notes().forEach(progress::warn);
      try (Restorer restorer = new Restorer(checkpoint.config(), checkpoint.weights(), threads())) {
        restore(source, restorer, progress);
      }
    } catch (OutOfMemoryError e) {
      throw new EdvrException(
          Category.MEMORY,
          "the %d MB of memory that Java may use don't suffice; restore smaller frames, or let Java use more with JAVA_TOOL_OPTIONS=-Xmx…g"
              .formatted(Runtime.getRuntime().maxMemory() >> 20),
          e);
    }
    return ExitCode.OK;
  }

  private void requireInput() {
    if (!Files.exists(input)) {
      throw new EdvrException(Category.INPUT, "there is no input " + input);
    }
  }

  private void requireDestination() {
    Destination destination = new Destination(input, Path.of(output), overwrite);
    if (FrameSink.isFolder(output)) {
      destination.requireFolder();
    } else {
      destination.requireFile(EXTENSIONS, ", or in / for a folder of PNG files");
    }
  }

  private static void requirePositive(String option, long value) {
    if (value < 1) {
      throw new EdvrException(
          Category.USAGE, "%s should be at least 1, not %d".formatted(option, value));
    }
  }

  private int threads() {
    return threads.orElse(Runtime.getRuntime().availableProcessors());
  }

  private void restore(FrameSource source, Restorer restorer, ProgressDisplay progress)
      throws InterruptedException {
    OptionalLong total = total(source.info());
    ClipInfo from = source.info();
    StreamOptions options = StreamOptions.DEFAULT;
    if (padding.isPresent()) {
      options = options.withPadding(padding.get());
    }
    StreamPlan plan = restorer.plan(from.height(), from.width(), options);
    ClipInfo to = from.withSize(plan.outputWidth(), plan.outputHeight());
    RestoreJob job =
        new RestoreJob(
            source,
            Optionals.ofLong(frames),
            restorer.open(plan, progress::warn),
            to,
            () -> FrameSink.open(output, to, sinkOptions(progress)),
            new RestoreListener() {
              @Override
              public void restored(long count) {
                progress.frames(count);
              }

              @Override
              public void warning(String message) {
                progress.warn(message);
              }
            });
    announce(from, to, restorer.config(), total);
    progress.start(total);
    long restored;
    try (CancelOnInterrupt _ = CancelOnInterrupt.of(job, progress, console, ifInterrupted())) {
      restored = job.run();
    }
    progress.close();
    double seconds = progress.seconds();
    console.say(
        String.format(
            Locale.ROOT,
            "%s in %s (%.2f frames/s): %s",
            Texts.count(restored, "frame"),
            Texts.clock(seconds),
            restored / seconds,
            output));
  }

  /** Frames of a folder are replaced one by one, and nothing keeps what they replaced. */
  private String ifInterrupted() {
    return overwrite && FrameSink.isFolder(output)
        ? "the frames that it added are deleted, those that it replaced stay"
        : "there is no output";
  }

  /** How many frames to expect: containers are often wrong about it, so it is only shown. */
  private OptionalLong total(ClipInfo clip) {
    OptionalLong known = clip.expectedFrames();
    OptionalLong wanted = Optionals.ofLong(frames);
    return known.isPresent() && wanted.isPresent()
        ? OptionalLong.of(Math.min(known.getAsLong(), wanted.getAsLong()))
        : known.isPresent() ? known : wanted;
  }

  private SinkOptions sinkOptions(ProgressDisplay progress) {
    SinkOptions options = SinkOptions.DEFAULT.withOverwrite(overwrite).withWarnings(progress::warn);
    return Files.isDirectory(input)
        ? options
        : options.withCopyFrom(input).withCut(new Cut(false, frames.isPresent()));
  }

  private void announce(ClipInfo from, ClipInfo to, EdvrConfig config, OptionalLong total) {
    console.say(
        "%s (%dx%d) to %s (%dx%d) with %s (%d features, %d frames a window)%s, %s"
            .formatted(
                input,
                from.width(),
                from.height(),
                output,
                to.width(),
                to.height(),
                model,
                config.features(),
                config.frames(),
                total.isPresent() ? ", " + Texts.count(total.getAsLong(), "frame") : "",
                Texts.count(threads(), "thread")));
  }
}
