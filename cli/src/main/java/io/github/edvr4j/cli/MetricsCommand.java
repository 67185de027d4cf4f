package io.github.edvr4j.cli;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.metrics.Channels;
import io.github.edvr4j.metrics.ClipComparison;
import io.github.edvr4j.metrics.Rgb8;
import io.github.edvr4j.metrics.Ssim;
import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.video.ClipInfo;
import io.github.edvr4j.video.FrameSource;
import io.github.edvr4j.video.SourceOptions;
import io.github.edvr4j.video.TimedFrame;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Two clips in, numbers out. */
@Command(
    name = "metrics",
    description = {
      "Measures how close a clip is to a reference: PSNR and SSIM as BasicSR computes them (on 8"
          + " bits), and flicker.",
      "Flicker is what changes from frame to frame in the one clip and not in the other: the mean"
          + " of |(A[t] - A[t-1]) - (B[t] - B[t-1])|, in levels of 8 bits."
    },
    footerHeading = "%nThe fields of --json:%n",
    footer = {
      "  judged, reference  the two clips",
      "  width, height      of the frames",
      "  channels, crop     \"RGB\" or \"Y\", and the border left out",
      "  frames[]           frame (from 0), psnr (dB; \"inf\": identical frames), ssim,",
      "                     flicker (null for the first frame)",
      "  mean               frames, identical, psnr (without the identical frames;",
      "                     \"inf\": all are), ssim, flicker (null below two frames)"
    })
@SuppressWarnings("NullAway.Init") // picocli fills the fields.
final class MetricsCommand implements Callable<Integer> {

  @Parameters(
      index = "0",
      paramLabel = "A",
      description = "What is judged: a video, a folder of pictures, or - for stdin.")
  private String judged;

  @Parameters(index = "1", paramLabel = "B", description = "The reference, likewise.")
  private String reference;

  @Option(names = "--y", description = "Compare the luma of BT.601 only, as many papers do.")
  private boolean luma;

  @Option(
      names = "--crop",
      paramLabel = "N",
      defaultValue = "0",
      description = "Leave out N rows and columns on each side (default: ${DEFAULT-VALUE}).")
  private int crop;

  @Option(names = "--frames", paramLabel = "N", description = "Compare only the first N frames.")
  private Optional<Long> frames;

  @Option(names = "--json", description = "Write JSON in place of a table.")
  private boolean json;

  private final Console console;

  MetricsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    OptionValues.requireAtLeast("--frames", frames.orElse(1L), 1);
    OptionValues.requireAtLeast("--crop", crop, 0);
    if (judged.equals("-") && reference.equals("-")) {
      throw new EdvrException(
          Category.USAGE, "only one of the two clips can come from the standard input");
    }
    SourceOptions options = SourceOptions.DEFAULT.withWarnings(this::warn);
    try (FrameSource a = FrameSource.open(judged, options);
        FrameSource b = FrameSource.open(reference, options)) {
      requireComparable(a.info(), b.info());
      MetricsReport.Subject subject =
          new MetricsReport.Subject(
              judged, reference, a.info().width(), a.info().height(), channels(), crop);
      try (MetricsReport report =
          json ? new MetricsJson(console.out(), subject) : new MetricsTable(console.out())) {
        compare(a, b, report);
      }
    }
    return ExitCode.OK;
  }

  private Channels channels() {
    return luma ? Channels.Y : Channels.RGB;
  }

  private void requireComparable(ClipInfo a, ClipInfo b) {
    if (a.width() != b.width() || a.height() != b.height()) {
      throw new EdvrException(
          Category.INPUT,
          "only frames of one size can be compared: %s is %dx%d, %s is %dx%d"
              .formatted(judged, a.width(), a.height(), reference, b.width(), b.height()));
    }
    int least = Ssim.LEAST_EXTENT;
    if (Math.min(a.width(), a.height()) - 2L * crop < least) {
      throw new EdvrException(
          crop > 0 ? Category.USAGE : Category.INPUT,
          "SSIM needs %dx%d pixels; %s is %dx%d%s"
              .formatted(
                  least,
                  least,
                  judged,
                  a.width(),
                  a.height(),
                  crop > 0 ? ", which --crop " + crop + " makes too small" : ""));
    }
  }

  private void compare(FrameSource a, FrameSource b, MetricsReport report) {
    ClipComparison comparison = new ClipComparison(channels(), crop);
    long most = frames.orElse(Long.MAX_VALUE);
    long count = 0;
    while (count < most) {
      Optional<TimedFrame> left = a.next();
      Optional<TimedFrame> right = b.next();
      if (left.isEmpty() || right.isEmpty()) {
        if (left.isPresent() || right.isPresent()) {
          warn(
              "%s ends after %s, %s goes on; only what both have is compared"
                  .formatted(
                      left.isEmpty() ? judged : reference,
                      Texts.count(count, "frame"),
                      left.isEmpty() ? reference : judged));
        }
        break;
      }
      report.frame(count++, comparison.add(picture(left.get()), picture(right.get())));
    }
    report.mean(comparison.mean());
  }

  private static Rgb8 picture(TimedFrame timed) {
    Frame frame = timed.frame();
    return Rgb8.of(frame.height(), frame.width(), frame.rgb());
  }

  private void warn(String what) {
    console.say("warning: " + what);
  }
}
