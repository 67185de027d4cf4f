package io.github.edvr4j.train.log;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.train.loop.StepReport;
import io.github.edvr4j.train.loop.TrainingListener;
import io.github.edvr4j.train.validation.OffsetError;
import io.github.edvr4j.train.validation.ValidationReport;
import io.github.edvr4j.train.validation.ValidationReport.Clip;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Writes what TensorBoard draws, under the names that BasicSR uses ({@code losses/l_pix}, {@code
 * metrics/psnr}) where it has some. Each process writes a file of its own, beside those of earlier
 * ones.
 *
 * <p>Where a training begins anew at an earlier iteration, TensorBoard is told to forget what came
 * after it.
 */
public final class TensorBoardEvents implements TrainingListener, AutoCloseable {

  /** Fields of the protobuf message {@code Event}. */
  private static final int WALL_TIME = 1;

  private static final int STEP = 2;
  private static final int FILE_VERSION = 3;
  private static final int SUMMARY = 5;
  private static final int SESSION_LOG = 7;

  /**
   * Fields of {@code Summary}, {@code Summary.Value} and {@code SessionLog}, and a status of it.
   */
  private static final int VALUE = 1;

  private static final int TAG = 1;
  private static final int SIMPLE_VALUE = 2;
  private static final int STATUS = 1;
  private static final int START = 1;

  /** Tells apart the files that a process begins in the same second. */
  private static final AtomicInteger OPENED = new AtomicInteger();

  private final LogFile out;
  private final Clock clock;

  private TensorBoardEvents(LogFile out, Clock clock) {
    this.out = out;
    this.clock = clock;
  }

  /**
   * Begins a file of events.
   *
   * @param folder of the run; made if it is not there
   * @param iteration that the training goes on after, 0 for a new one
   * @throws EdvrException (OUTPUT) if nothing can be written there
   */
  public static TensorBoardEvents open(Path folder, long iteration) {
    return open(folder, iteration, Clock.systemUTC());
  }

  static TensorBoardEvents open(Path folder, long iteration, Clock clock) {
    Path file =
        folder.resolve(
            "events.out.tfevents.%s.%s.%s.%s"
                .formatted(
                    clock.instant().getEpochSecond(),
                    host(),
                    ProcessHandle.current().pid(),
                    OPENED.getAndIncrement()));
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw LogFile.unwritable(file, e);
    }
    LogFile out = LogFile.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    TensorBoardEvents events = new TensorBoardEvents(out, clock);
    events.write(events.event(iteration).text(FILE_VERSION, "brain.Event:2"));
    if (iteration > 0) {
      events.forgetAfter(iteration);
    }
    return events;
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }

  @Override
  public void step(StepReport report) {
    Map<String, Double> scalars = new LinkedHashMap<>();
    scalars.put("losses/l_pix", report.loss());
    scalars.put("lr", report.learningRate());
    scalars.put("gradient_norm", report.gradientNorm());
    report.offsets().forEach((layer, offset) -> scalars.put("offsets/" + layer, offset));
    report.offsetErrors().forEach((layer, error) -> scalars.put("offset_errors/" + layer, error));
    scalars.put("samples_per_second", report.samplesPerSecond());
    scalars.put("waiting_for_data", report.waiting());
    scalars.put("core_hours", report.cpuSeconds() / 3600.0);
    write(report.iteration(), scalars);
  }

  @Override
  public void validated(ValidationReport report) {
    Map<String, Double> scalars = new LinkedHashMap<>();
    put(scalars, "", report.mean());
    report.meansOfDatasets().forEach(mean -> put(scalars, "/mean/" + mean.dataset(), mean));
    report.clips().forEach(clip -> put(scalars, "/" + clip.name(), clip));
    write(report.iteration(), scalars);
  }

  private static void put(Map<String, Double> scalars, String suffix, Clip clip) {
    scalars.put("metrics/psnr" + suffix, clip.restored().psnr());
    scalars.put("metrics/ssim" + suffix, clip.restored().ssim());
    scalars.put("metrics/psnr_over_bicubic" + suffix, clip.gain());
    clip.copies()
        .ifPresent(copies -> scalars.put("metrics/psnr_of_copies" + suffix, copies.psnr()));
    clip.temporalGain().ifPresent(gain -> scalars.put("metrics/temporal_gain" + suffix, gain));
    for (OffsetError error : clip.offsets()) {
      String layer = error.layer().toLowerCase(Locale.ROOT).replace(" ", "_") + suffix;
      scalars.put("offset_error/" + layer, error.error());
      error
          .relative()
          .ifPresent(relative -> scalars.put("relative_offset_error/" + layer, relative));
    }
  }

  @Override
  public void saved(long iteration, Path weights) {}

  @Override
  public void recovered(long iteration, String message) {
    forgetAfter(iteration);
  }

  @Override
  public void warning(String message) {}

  private void forgetAfter(long iteration) {
    write(event(iteration + 1).message(SESSION_LOG, new ProtobufMessage().integer(STATUS, START)));
  }

  private void write(long iteration, Map<String, Double> scalars) {
    ProtobufMessage summary = new ProtobufMessage();
    scalars.forEach(
        (tag, value) ->
            summary.message(
                VALUE,
                new ProtobufMessage().text(TAG, tag).real(SIMPLE_VALUE, value.floatValue())));
    write(event(iteration).message(SUMMARY, summary));
  }

  private ProtobufMessage event(long iteration) {
    Instant now = clock.instant();
    return new ProtobufMessage()
        .real(WALL_TIME, now.getEpochSecond() + now.getNano() / 1e9)
        .integer(STEP, iteration);
  }

  private void write(ProtobufMessage event) {
    out.write(TfRecord.of(event.toByteArray()));
  }

  @Override
  public void close() {
    out.close();
  }
}
