package io.github.edvr4j.cli;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.metrics.Channels;
import io.github.edvr4j.metrics.Ssim;
import io.github.edvr4j.report.Comparison;
import io.github.edvr4j.report.Comparison.ClipScore;
import io.github.edvr4j.report.Inspection;
import io.github.edvr4j.report.Pair;
import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.video.ClipInfo;
import io.github.edvr4j.video.FrameSink;
import io.github.edvr4j.video.FrameSource;
import io.github.edvr4j.video.SinkOptions;
import io.github.edvr4j.video.SourceOptions;
import io.github.edvr4j.video.TimedFrame;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Two results in, a page or a video that shows both out. */
@Command(
    name = "compare",
    description = {
      "Shows two results of one clip: on a page for a browser, a slider over some frames of both,"
          + " or as a video of both side by side.",
      "Where their sizes differ the smaller one is enlarged bicubically, so that a clip can be"
          + " compared with what it was restored to. Frames are taken as they follow one another."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  edvr compare old.mp4 better.mp4",
      "  edvr compare one.mp4 other.mp4 -o page.html --reference original.mp4 --frame 0,50",
      "  edvr compare one.mp4 other.mp4 -o side.mp4"
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields.
final class CompareCommand implements Callable<Integer> {

  private static final List<String> VIDEOS = List.of("mp4", "mkv", "mov", "webm");

  @Parameters(
      index = "0",
      paramLabel = "A",
      description = "A video or a folder of pictures, shown on the left.")
  private String a;

  @Parameters(index = "1", paramLabel = "B", description = "Another one, shown on the right.")
  private String b;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "OUTPUT",
      defaultValue = "compare.html",
      description =
          "A page (.html) that needs nothing beside it, or a video (.mp4, .mkv, .mov, .webm) without"
              + " sound (default: ${DEFAULT-VALUE}).")
  private Path output;

  @Option(names = "-y", description = "Overwrite an existing output.")
  private boolean overwrite;

  @Option(
      names = "--reference",
      paramLabel = "CLIP",
      description =
          "What both should look like: PSNR, SSIM and flicker of both against it are printed, and"
              + " shown on the page.")
  private Optional<String> reference;

  @Option(names = "--y", description = "Measure the luma of BT.601 only, as many papers do.")
  private boolean luma;

  @Option(
      names = "--frame",
      split = ",",
      paramLabel = "N",
      description =
          "Frames on the page, counted from 0 at --start (default: three, spread over the clip).")
  private List<Integer> chosen = List.of();

  @ArgGroup(exclusive = false, validate = false, heading = "%nWhich part is compared:%n")
  private RangeOptions range = new RangeOptions();

  private final Console console;

  CompareCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    range.check();
    chosen.forEach(number -> OptionValues.requireAtLeast("--frame", number, 0));
    if (Stream.of(a, b, reference.orElse("")).filter(FrameSource.STANDARD_INPUT::equals).count()
        > 1) {
      throw new EdvrException(
          Category.USAGE, "only one of the clips can come from the standard input");
    }
    for (String input : List.of(a, b)) {
      Destination.of(input, output, overwrite)
          .requireFile(
              Stream.concat(Stream.of("html"), VIDEOS.stream()).toList(),
              "; a page or a video can be written");
    }
    System.setProperty("java.awt.headless", "true");
    SourceOptions options = range.source().withWarnings(this::warn);
    try (FrameSource left = FrameSource.open(a, options);
        FrameSource right = FrameSource.open(b, options)) {
      if (reference.isEmpty()) {
        compare(left, right, Optional.empty());
      } else {
        try (FrameSource expected = FrameSource.open(reference.get(), options)) {
          compare(left, right, Optional.of(expected));
        }
      }
    }
    return ExitCode.OK;
  }

  private void compare(FrameSource left, FrameSource right, Optional<FrameSource> expected) {
    ClipInfo shown = shown(left.info(), right.info());
    expected.ifPresent(source -> requireSize(source.info(), shown));
    if (isPage()) {
      Comparison comparison = comparison(left);
      compare(left, right, expected, comparison, Optional.empty());
      requireFrames(comparison);
      if (comparison.pictures() == 0) {
        throw new EdvrException(
            Category.USAGE,
            "none of the frames %s is there: %s were compared"
                .formatted(chosen, Texts.count(comparison.frames(), "frame")));
      }
      comparison.write(output, reference);
      report(comparison);
      console.say("open %s in a browser".formatted(output));
    } else {
      video(left, right, expected, shown.withSize(2 * shown.width(), shown.height()));
    }
  }

  private boolean isPage() {
    return output.toString().toLowerCase(Locale.ROOT).endsWith(".html");
  }

  private void video(
      FrameSource left, FrameSource right, Optional<FrameSource> expected, ClipInfo clip) {
    SinkOptions options = SinkOptions.DEFAULT.withOverwrite(overwrite).withWarnings(this::warn);
    Comparison comparison = new Comparison(a, b, new HashSet<>(), channels());
    try (FrameSink sink = FrameSink.open(output.toString(), clip, options)) {
      compare(left, right, expected, comparison, Optional.of(sink));
      requireFrames(comparison);
      sink.finish();
    }
    report(comparison);
    console.say(
        "%s side by side in %s".formatted(Texts.count(comparison.frames(), "frame"), output));
  }

  private void requireFrames(Comparison comparison) {
    if (comparison.frames() == 0) {
      throw new EdvrException(Category.INPUT, "%s or %s has no frame".formatted(a, b));
    }
  }

  private Channels channels() {
    return luma ? Channels.Y : Channels.RGB;
  }

  private Comparison comparison(FrameSource left) {
    OptionalLong expected = range.expected(left.info().expectedFrames());
    List<Integer> shown =
        chosen.isEmpty()
            ? Inspection.spread((int) Math.clamp(expected.orElse(1), 1, Integer.MAX_VALUE))
            : chosen;
    return new Comparison(a, b, new HashSet<>(shown), channels());
  }

  /** The clip of the larger frames. */
  private ClipInfo shown(ClipInfo left, ClipInfo right) {
    long leftPixels = (long) left.width() * left.height();
    long rightPixels = (long) right.width() * right.height();
    boolean oneShape = (long) left.width() * right.height() == (long) right.width() * left.height();
    if (!oneShape) {
      throw new EdvrException(
          Category.INPUT,
          "%s is %dx%d, %s is %dx%d: frames of two shapes can't be compared"
              .formatted(a, left.width(), left.height(), b, right.width(), right.height()));
    }
    if (left.rotation() != 0 || right.rotation() != 0) {
      warn("players turn these clips; they are compared as they are stored");
    }
    ClipInfo larger = leftPixels >= rightPixels ? left : right;
    return left.withSize(larger.width(), larger.height()).withRotation(0);
  }

  private void requireSize(ClipInfo expected, ClipInfo shown) {
    if (expected.width() != shown.width() || expected.height() != shown.height()) {
      throw new EdvrException(
          Category.INPUT,
          "the reference %s is %dx%d; it should be %dx%d, as the larger of the two results"
              .formatted(
                  reference.orElse(""),
                  expected.width(),
                  expected.height(),
                  shown.width(),
                  shown.height()));
    }
    if (Math.min(shown.width(), shown.height()) < Ssim.LEAST_EXTENT) {
      throw new EdvrException(
          Category.INPUT,
          "SSIM needs %1$dx%1$d pixels, these frames have fewer".formatted(Ssim.LEAST_EXTENT));
    }
  }

  /**
   * Compares frame by frame.
   *
   * @param sink takes both frames as one, if there is one
   */
  private void compare(
      FrameSource left,
      FrameSource right,
      Optional<FrameSource> expected,
      Comparison comparison,
      Optional<FrameSink> sink) {
    long limit = range.limit().orElse(Long.MAX_VALUE);
    try (StatusLine status = new StatusLine(console)) {
      while (comparison.frames() < limit) {
        Optional<TimedFrame> first = left.next();
        Optional<TimedFrame> second = right.next();
        Optional<Frame> third = expected.flatMap(FrameSource::next).map(TimedFrame::frame);
        if (first.isEmpty() || second.isEmpty() || (expected.isPresent() && third.isEmpty())) {
          if (first.isPresent() || second.isPresent() || third.isPresent()) {
            warnOfLength(
                first.isEmpty() ? a : second.isEmpty() ? b : reference.orElse(""),
                comparison.frames());
          }
          return;
        }
        Pair pair = Pair.of(first.get().frame(), second.get().frame());
        double seconds = seconds(first.get(), left.info());
        if (third.isPresent()) {
          comparison.add(pair, third.get(), seconds);
        } else {
          comparison.add(pair, seconds);
        }
        sink.ifPresent(to -> to.write(first.get().withFrame(pair.sideBySide())));
        if (console.terminal()) {
          status.show(Texts.count(comparison.frames(), "frame"));
        }
      }
    }
  }

  private static double seconds(TimedFrame frame, ClipInfo info) {
    return (double) frame.pts() * info.timeBase().num() / info.timeBase().den();
  }

  private void warnOfLength(String ended, int frames) {
    warn(
        "%s ends after %s, another goes on; only what all have is compared"
            .formatted(ended, Texts.count(frames, "frame")));
  }

  private void report(Comparison comparison) {
    List<ClipScore> scores = comparison.scores();
    if (scores.isEmpty()) {
      return;
    }
    console.out().println("%8s %8s %8s  clip".formatted("PSNR", "SSIM", "flicker"));
    for (ClipScore score : scores) {
      console
          .out()
          .println(
              "%8s %8s %8s  %s"
                  .formatted(score.psnr(), score.ssim(), score.flicker(), score.clip()));
    }
  }

  private void warn(String what) {
    console.say("warning: " + what);
  }
}
