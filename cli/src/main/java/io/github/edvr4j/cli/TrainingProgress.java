package io.github.edvr4j.cli;

import io.github.edvr4j.train.loop.StepReport;
import io.github.edvr4j.train.loop.TrainingListener;
import io.github.edvr4j.train.validation.ValidationReport;
import io.github.edvr4j.train.validation.ValidationReport.Clip;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * How far a training is: one line that is updated in place on a terminal, and once a minute a line
 * of its own where nobody watches. Calls may come from several threads.
 */
final class TrainingProgress implements TrainingListener, AutoCloseable {

  private static final double SECOND = 1e9;
  private static final double TERMINAL_SECONDS = 0.1;
  private static final double LOG_SECONDS = 60;

  /** What a step adds to the loss that is shown: single steps differ too much to be read. */
  private static final double NEW = 0.02;

  private final Console console;
  private final boolean verbose;
  private final LongSupplier nanos;
  private final StatusLine status;
  private final Set<String> warnings = new HashSet<>();
  private Optional<ValidationReport> lastValidation = Optional.empty();
  private Optional<StepReport> lastStep = Optional.empty();
  private Optional<Path> lastSaved = Optional.empty();
  private double loss = Double.NaN;
  private double plain = Double.NaN;
  private long start;
  private long firstIteration;
  private long lastShown;
  private boolean interrupted;

  /**
   * @param verbose whether details are said
   * @param nanos the clock, in nanoseconds
   */
  TrainingProgress(Console console, boolean verbose, LongSupplier nanos) {
    this.console = console;
    this.verbose = verbose;
    this.nanos = nanos;
    status = new StatusLine(console);
  }

  /**
   * Starts the clock.
   *
   * @param announcement what will be trained
   * @param iteration that it goes on after
   */
  synchronized void begin(String announcement, long iteration) {
    status.say(announcement);
    start = nanos.getAsLong();
    lastShown = start;
    firstIteration = iteration;
  }

  @Override
  public synchronized void step(StepReport report) {
    loss = smoothed(loss, report.loss());
    plain = smoothed(plain, report.plain());
    lastStep = Optional.of(report);
    show(describe(report));
  }

  private static double smoothed(double before, double now) {
    return Double.isNaN(before) ? now : before + NEW * (now - before);
  }

  /** A frame of a validation was restored. */
  synchronized void restored(String clip, int done, int frames) {
    show("validating with %s: %d/%d frames".formatted(clip, done, frames));
  }

  private void show(String text) {
    long now = nanos.getAsLong();
    double interval = console.terminal() ? TERMINAL_SECONDS : LOG_SECONDS;
    if (!interrupted && (now - lastShown) / SECOND >= interval) {
      lastShown = now;
      status.show(text);
    }
  }

  private String describe(StepReport report) {
    StringBuilder text = new StringBuilder();
    text.append(
        format(
            "%d/%d (%d %%), loss %.5f",
            report.iteration(), report.total(), 100 * report.iteration() / report.total(), loss));
    text.append(
        lastValidation
            .map(
                validation ->
                    format(
                        ", %.2f dB (%+.2f over bicubic)",
                        validation.mean().restored().psnr(), validation.mean().gain()))
            .orElseGet(() -> format(" (x%.2f of plain enlargement's)", loss / plain)));
    report.offsets().values().stream()
        .max(Comparator.naturalOrder())
        .ifPresent(offset -> text.append(format(", offsets to %.2f", offset)));
    text.append(
        format(
            ", %.1f samples/s, %.0f %% waiting for data, %s left",
            report.samplesPerSecond(), 100 * report.waiting(), Texts.clock(secondsLeft(report))));
    return text.toString();
  }

  /** By all that was done since the start, validations too. */
  private double secondsLeft(StepReport report) {
    double each =
        (nanos.getAsLong() - start) / SECOND / Math.max(report.iteration() - firstIteration, 1);
    return each * (report.total() - report.iteration());
  }

  @Override
  public synchronized void validated(ValidationReport report) {
    lastValidation = Optional.of(report);
    Clip mean = report.mean();
    status.say(
        format(
            "step %d: %.2f dB, SSIM %.4f; bicubic %.2f dB, %.4f; %+.2f dB%s%s%s",
            report.iteration(),
            mean.restored().psnr(),
            mean.restored().ssim(),
            mean.bicubic().psnr(),
            mean.bicubic().ssim(),
            mean.gain(),
            leastGain(report),
            neighbors(mean),
            offsets(mean)));
  }

  private static String leastGain(ValidationReport report) {
    return report.clips().size() < 2
        ? ""
        : report.clips().stream()
            .min(Comparator.comparingDouble(Clip::gain))
            .map(clip -> format(", least with %s: %+.2f dB", clip.name(), clip.gain()))
            .orElse("");
  }

  private static String neighbors(Clip mean) {
    return mean.temporalGain().isPresent()
        ? format("; temporal gain %+.2f dB", mean.temporalGain().getAsDouble())
        : "";
  }

  /** Of the finest level, which is what is aligned. */
  private static String offsets(Clip mean) {
    return mean.offsets().stream()
        .filter(error -> error.layer().equals("Level 1") && error.relative().isPresent())
        .findFirst()
        .map(error -> format("; offsets off by %.2f of the motion", error.error() / error.motion()))
        .orElse("");
  }

  @Override
  public synchronized void saved(long iteration, Path weights) {
    lastSaved = Optional.of(weights);
    if (verbose) {
      status.say("saved " + weights);
    }
  }

  @Override
  public synchronized void recovered(long iteration, String message) {
    loss = Double.NaN;
    plain = Double.NaN;
    status.say("recovered: " + message);
  }

  @Override
  public synchronized void warning(String message) {
    if (warnings.add(message)) {
      status.say("warning: " + message);
    }
  }

  /** Something that is worth a line. */
  synchronized void note(String detail) {
    status.say(detail);
  }

  /** From here on, no more progress is shown. */
  synchronized void interrupted(String message) {
    interrupted = true;
    status.close();
    console.say(message);
  }

  /** The training is over, or was stopped. */
  synchronized void ended() {
    status.close();
    long done = lastStep.map(StepReport::iteration).orElse(firstIteration) - firstIteration;
    console.say(
        "%s in %s%s"
            .formatted(
                Texts.count(done, "step"),
                Texts.clock((nanos.getAsLong() - start) / SECOND),
                lastSaved.map(weights -> ": " + weights).orElse("")));
  }

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  @Override
  public synchronized void close() {
    status.close();
  }
}
