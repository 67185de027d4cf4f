package io.github.edvr4j.cli;

import com.sun.management.OperatingSystemMXBean;
import io.github.edvr4j.EdvrException;
import io.github.edvr4j.stream.Chain;
import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.stream.FrameStream;
import io.github.edvr4j.stream.Resized;
import io.github.edvr4j.stream.Scenes;
import io.github.edvr4j.stream.StreamPlan;
import io.github.edvr4j.video.ClipInfo;
import io.github.edvr4j.video.EncodingRequest;
import io.github.edvr4j.video.FrameRange;
import io.github.edvr4j.video.FrameSink;
import io.github.edvr4j.video.FrameSource;
import io.github.edvr4j.video.RestoreJob;
import io.github.edvr4j.video.ResumableOutput;
import io.github.edvr4j.video.SinkOptions;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Restores one clip after another with the same models and options.
 *
 * @param models that the frames go through, one after another
 * @param verbose whether details are said
 */
record ClipRestoration(
    List<LoadedModel> models,
    ComputingOptions computing,
    RangeOptions range,
    SizeOptions size,
    EncodingRequest encoding,
    SegmentOptions segments,
    boolean overwrite,
    boolean remember,
    boolean verbose,
    Console console,
    Progress progress) {

  /** Frames that an estimate is for where nobody knows how many there are. */
  private static final long UNKNOWN_FRAMES = 1000;

  /** What the virtual machine takes beside the frames and the network. */
  private static final long JVM_BYTES = 200_000_000;

  /**
   * A clip as it comes in and goes out.
   *
   * @param restored in the size that the networks give it
   * @param total how many frames are expected
   */
  private record Clip(
      Assignment work, ClipInfo input, ClipInfo restored, ClipInfo output, OptionalLong total) {}

  void restore(Assignment work) throws InterruptedException {
    try (FrameSource source = open(work)) {
      ClipInfo input = source.info();
      int scale =
          models.stream().mapToInt(model -> model.config().scale()).reduce(1, (a, b) -> a * b);
      ClipInfo restored = input.withSize(scale * input.width(), scale * input.height());
      ClipInfo output = size.apply(input, restored);
      OptionalLong total = range.expected(input.expectedFrames());
      Clip clip = new Clip(work, input, restored, output, total);
      if (work.isResumable()) {
        restoreResumably(clip, source);
      } else {
        restoreAtOnce(clip, source);
      }
    }
  }

  private FrameSource open(Assignment work) {
    try {
      return FrameSource.open(work.input(), range.source().withWarnings(progress::warn));
    } catch (EdvrException e) {
      if (!work.isOfVideos()) {
        throw e;
      }
      throw new EdvrException(
          e.category(),
          "%s; with --out-dir DIR in place of -o, the videos in it are restored"
              .formatted(e.getMessage()),
          e);
    }
  }

  private void restoreAtOnce(Clip clip, FrameSource source) throws InterruptedException {
    String output = clip.work().output();
    try (CancelOnInterrupt interrupt =
            new CancelOnInterrupt(
                progress, console, complete -> ifInterrupted(clip.work(), complete));
        FrameSink sink = FrameSink.open(output, clip.output(), sinkOptions(source))) {
      List<StreamPlan> plans = plans(clip, sink.memory());
      RestoreJob job =
          new RestoreJob(
              source,
              range.limit(),
              stream(plans, clip.output()),
              clip.output(),
              sink,
              progress::frames);
      interrupt.cancels(job);
      progress.announce(announcement(clip, sink.description(), sink.memory(), plans));
      progress.start(clip.total(), 0);
      job.run();
    }
    progress.finished(output);
  }

  private void restoreResumably(Clip clip, FrameSource source) throws InterruptedException {
    String name = clip.work().output();
    try (ResumableOutput output =
            ResumableOutput.open(name, clip.output(), sinkOptions(source), segments.frames());
        CancelOnInterrupt interrupt =
            new CancelOnInterrupt(progress, console, complete -> ifInterrupted(output))) {
      List<StreamPlan> plans = plans(clip, output.memory());
      output.begin(
          new FrameFacts(models, computing, range).of(clip.work().input(), plans),
          segments.part(),
          clip.total(),
          segments.resume());
      if (output.wasComplete()) {
        output.complete(remember);
        progress.skipped(clip.work().input(), name);
        return;
      }
      Runnable announce =
          () -> {
            progress.announce(announcement(clip, output.description(), output.memory(), plans));
            progress.start(output.expectedFrames(), output.framesDone());
          };
      try {
        makeMissing(clip, source, plans, output, interrupt, announce);
        if (segments.isWhole()) {
          output.complete(remember);
        }
      } catch (EdvrException e) {
        whatIsKept(output).ifPresent(progress::warn);
        throw e;
      }
    }
    progress.finished(segments.isWhole() ? name : toBeJoined(name));
  }

  /**
   * @param announce says what will be done; runs when nothing of it has been refused
   */
  private void makeMissing(
      Clip clip,
      FrameSource source,
      List<StreamPlan> plans,
      ResumableOutput output,
      CancelOnInterrupt interrupt,
      Runnable announce)
      throws InterruptedException {
    Optional<FrameSource> unread = Optional.of(source);
    boolean announced = false;
    for (FrameRange missing : output.missing()) {
      long before = output.framesDone();
      try (FrameSource frames = unread.orElseGet(() -> open(clip.work()))) {
        unread = Optional.empty();
        RestoreJob job =
            new RestoreJob(
                frames,
                range.limit(),
                missing,
                stream(plans, clip.output()),
                clip.output(),
                output.sink(missing),
                made -> progress.frames(before + made));
        interrupt.cancels(job);
        if (!announced) {
          announce.run();
          announced = true;
        }
        job.run();
        job.length().ifPresent(output::ends);
      }
    }
    if (!announced) {
      announce.run();
    }
  }

  private static String toBeJoined(String output) {
    return "the parts are joined by: edvr join %1$s.parts -o %1$s".formatted(output);
  }

  /** What an interrupted run leaves to the next one. */
  private static Optional<String> whatIsKept(ResumableOutput output) {
    long frames = output.framesDone();
    return frames == 0
        ? Optional.empty()
        : Optional.of(
            "%s done and kept in %s; the same command goes on from there"
                .formatted(frames == 1 ? "1 frame is" : frames + " frames are", output.home()));
  }

  private static Optional<String> ifInterrupted(ResumableOutput output) {
    output.cancel();
    if (output.isComplete()) {
      return Optional.empty();
    }
    Optional<String> kept = whatIsKept(output);
    output.close();
    return kept.or(() -> Optional.of("there is no output"));
  }

  /** What the networks may take: not what Java can't have, nor what else is needed. */
  private static long memory(Clip clip, long encoder) {
    long machine =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    long java = Math.min(Runtime.getRuntime().maxMemory(), machine - encoder - JVM_BYTES);
    ClipInfo output = clip.output();
    boolean resized = !sameSize(clip.restored(), output);
    return java
        - (resized ? 2L * Float.BYTES * Frame.CHANNELS * output.width() * output.height() : 0);
  }

  private static boolean sameSize(ClipInfo a, ClipInfo b) {
    return a.width() == b.width() && a.height() == b.height();
  }

  /**
   * Each model is planned for what comes out of the one before it, which may take half of the
   * memory.
   *
   * @param encoder memory that encoding takes
   */
  private List<StreamPlan> plans(Clip clip, long encoder) {
    long left = memory(clip, encoder);
    List<StreamPlan> plans = new ArrayList<>();
    int height = clip.input().height();
    int width = clip.input().width();
    for (LoadedModel model : models) {
      StreamPlan plan =
          model
              .restorer()
              .plan(height, width, computing.stream(model.config(), share(left, plans)));
      plans.add(plan);
      left -= plan.bytes();
      height = plan.outputHeight();
      width = plan.outputWidth();
    }
    return plans;
  }

  private long share(long left, List<StreamPlan> plans) {
    boolean last = plans.size() == models.size() - 1;
    return last ? left : left / 2;
  }

  private FrameStream stream(List<StreamPlan> plans, ClipInfo output) {
    FrameStream stream = models.getFirst().restorer().open(plans.getFirst(), progress::warn);
    for (int i = 1; i < models.size(); i++) {
      stream = new Chain(stream, models.get(i).restorer().open(plans.get(i), progress::warn));
    }
    if (output.width() != plans.getLast().outputWidth()
        || output.height() != plans.getLast().outputHeight()) {
      stream = new Resized(stream, output.height(), output.width());
    }
    return computing.sceneThreshold().isPresent()
        ? new Scenes(stream, computing.sceneThreshold().getAsDouble(), this::note)
        : stream;
  }

  private void note(String detail) {
    if (verbose) {
      progress.note(detail);
    }
  }

  private SinkOptions sinkOptions(FrameSource source) {
    SinkOptions options =
        SinkOptions.DEFAULT
            .withOverwrite(overwrite)
            .withEncoding(encoding)
            .withCut(range.cut(source.info().expectedFrames()))
            .withWarnings(progress::warn);
    return source.container().map(options::withCopyFrom).orElse(options);
  }

  private Announcement announcement(
      Clip clip, String encodingInWords, long encoder, List<StreamPlan> plans) {
    double seconds = 0;
    long bytes = JVM_BYTES + encoder;
    int tiles = 1;
    for (int i = 0; i < plans.size(); i++) {
      seconds += models.get(i).secondsPerFrame(plans.get(i), clip.total().orElse(UNKNOWN_FRAMES));
      bytes += plans.get(i).bytes();
      tiles = Math.max(tiles, plans.get(i).tiles());
      note(describe(models.get(i), plans.get(i)));
    }
    return new Announcement(
        clip.work().input(),
        clip.input().width(),
        clip.input().height(),
        clip.total(),
        clip.work().output(),
        clip.output().width(),
        clip.output().height(),
        encodingInWords,
        models.stream().map(LoadedModel::name).toList(),
        tiles,
        computing.threads(),
        seconds,
        bytes);
  }

  private static String describe(LoadedModel model, StreamPlan plan) {
    String how =
        plan.tiles() == 1
            ? "whole frames"
            : "%d tiles of %dx%d, %.2f times the frame's pixels, features %s"
                .formatted(
                    plan.tiles(),
                    plan.tileWidth(),
                    plan.tileHeight(),
                    plan.computedShare(),
                    plan.keepsFeatures() ? "once per frame" : "once per window");
    return "%s: %d features, %d frames a window, x%d; %s; %.1f GMAC a frame, %d lanes"
        .formatted(
            model.name(),
            plan.config().features(),
            plan.config().frames(),
            plan.config().scale(),
            how,
            plan.multiplyAdds() / 1e9,
            model.restorer().lanes());
  }

  private Optional<String> ifInterrupted(Assignment work, boolean complete) {
    if (complete) {
      return Optional.empty();
    }
    return Optional.of(
        overwrite && work.isToFolder()
            ? "the frames that it added are deleted, those that it replaced stay"
            : "there is no output");
  }
}
