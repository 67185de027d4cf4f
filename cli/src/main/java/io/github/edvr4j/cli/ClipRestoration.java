package io.github.edvr4j.cli;

import com.sun.management.OperatingSystemMXBean;
import io.github.edvr4j.stream.Chain;
import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.stream.FrameStream;
import io.github.edvr4j.stream.Resized;
import io.github.edvr4j.stream.Scenes;
import io.github.edvr4j.stream.StreamPlan;
import io.github.edvr4j.video.ClipInfo;
import io.github.edvr4j.video.EncodingRequest;
import io.github.edvr4j.video.FrameSink;
import io.github.edvr4j.video.FrameSource;
import io.github.edvr4j.video.RestoreJob;
import io.github.edvr4j.video.SinkOptions;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
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
    boolean overwrite,
    boolean verbose,
    Console console,
    Progress progress) {

  /** Frames that an estimate is for where nobody knows how many there are. */
  private static final long UNKNOWN_FRAMES = 1000;

  /** What the virtual machine takes beside the frames and the network. */
  private static final long JVM_BYTES = 200_000_000;

  void restore(Assignment work) throws InterruptedException {
    try (FrameSource source =
        FrameSource.open(work.input(), range.source().withWarnings(progress::warn))) {
      restore(work, source);
    }
  }

  private void restore(Assignment work, FrameSource source) throws InterruptedException {
    ClipInfo input = source.info();
    int scale =
        models.stream().mapToInt(model -> model.config().scale()).reduce(1, (a, b) -> a * b);
    ClipInfo restored = input.withSize(scale * input.width(), scale * input.height());
    ClipInfo output = size.apply(input, restored);
    OptionalLong total = range.expected(input.expectedFrames());
    try (CancelOnInterrupt interrupt =
            new CancelOnInterrupt(progress, console, ifInterrupted(work));
        FrameSink sink = FrameSink.open(work.output(), output, sinkOptions(source))) {
      List<StreamPlan> plans = plans(input, memory(restored, output, sink));
      RestoreJob job =
          new RestoreJob(
              source, range.limit(), stream(plans, output), output, sink, progress::frames);
      interrupt.cancels(job);
      progress.announce(announcement(work, input, output, sink, plans, total));
      progress.start(total);
      job.run();
    }
    progress.finished(work.output());
  }

  /** What the networks may take: not what Java can't have, nor what else is needed. */
  private static long memory(ClipInfo restored, ClipInfo output, FrameSink sink) {
    long machine =
        ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    long java = Math.min(Runtime.getRuntime().maxMemory(), machine - sink.memory() - JVM_BYTES);
    boolean resized = !sameSize(restored, output);
    return java
        - (resized ? 2L * Float.BYTES * Frame.CHANNELS * output.width() * output.height() : 0);
  }

  private static boolean sameSize(ClipInfo a, ClipInfo b) {
    return a.width() == b.width() && a.height() == b.height();
  }

  /**
   * Each model is planned for what comes out of the one before it, which may take half of the
   * memory.
   */
  private List<StreamPlan> plans(ClipInfo input, long memory) {
    long left = memory;
    List<StreamPlan> plans = new ArrayList<>();
    int height = input.height();
    int width = input.width();
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
      Assignment work,
      ClipInfo input,
      ClipInfo output,
      FrameSink sink,
      List<StreamPlan> plans,
      OptionalLong total) {
    double seconds = 0;
    long bytes = JVM_BYTES + sink.memory();
    int tiles = 1;
    for (int i = 0; i < plans.size(); i++) {
      seconds += models.get(i).secondsPerFrame(plans.get(i), total.orElse(UNKNOWN_FRAMES));
      bytes += plans.get(i).bytes();
      tiles = Math.max(tiles, plans.get(i).tiles());
      note(describe(models.get(i), plans.get(i)));
    }
    return new Announcement(
        work.input(),
        input.width(),
        input.height(),
        total,
        work.output(),
        output.width(),
        output.height(),
        sink.description(),
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

  private String ifInterrupted(Assignment work) {
    return overwrite && work.replacesPictures()
        ? "the frames that it added are deleted, those that it replaced stay"
        : "there is no output";
  }
}
