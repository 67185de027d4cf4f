package io.github.edvr4j.cli;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongSupplier;

/** One JSON object a line for programs: plan, progress, warning, note, done and skipped. */
final class JsonProgress implements Progress {

  private final Console console;
  private final LongSupplier nanos;
  private final Set<String> warnings = new HashSet<>();
  private Rate rate;

  /**
   * @param nanos the clock, in nanoseconds
   */
  JsonProgress(Console console, LongSupplier nanos) {
    this.console = console;
    this.nanos = nanos;
    rate = new Rate(nanos.getAsLong(), OptionalLong.empty(), 0);
  }

  @Override
  public synchronized void announce(Announcement plan) {
    Map<String, Object> event = event("plan");
    event.put("input", plan.input());
    event.put("inputWidth", plan.inputWidth());
    event.put("inputHeight", plan.inputHeight());
    plan.frames().ifPresent(frames -> event.put("frames", frames));
    event.put("output", plan.output());
    event.put("outputWidth", plan.outputWidth());
    event.put("outputHeight", plan.outputHeight());
    event.put("encoding", plan.encoding());
    event.put("models", plan.models());
    event.put("tiles", plan.tiles());
    event.put("threads", plan.threads());
    event.put("secondsPerFrame", plan.secondsPerFrame());
    plan.seconds().ifPresent(seconds -> event.put("seconds", seconds));
    event.put("memoryBytes", plan.memoryBytes());
    write(event);
  }

  @Override
  public synchronized void start(OptionalLong expected, long done) {
    rate = new Rate(nanos.getAsLong(), expected, done);
  }

  @Override
  public synchronized void frames(long done) {
    rate.mark(done, nanos.getAsLong());
    Map<String, Object> event = event("progress");
    event.put("frame", done);
    rate.total().ifPresent(total -> event.put("frames", total));
    event.put("framesPerSecond", rate.framesPerSecond());
    if (rate.total().isPresent()) {
      event.put("secondsLeft", rate.secondsLeft());
    }
    write(event);
  }

  @Override
  public synchronized void warn(String warning) {
    if (warnings.add(warning)) {
      Map<String, Object> event = event("warning");
      event.put("message", warning);
      write(event);
    }
  }

  @Override
  public synchronized void note(String detail) {
    Map<String, Object> event = event("note");
    event.put("message", detail);
    write(event);
  }

  @Override
  public synchronized void finished(String output) {
    Map<String, Object> event = event("done");
    event.put("output", output);
    event.put("frames", rate.frames());
    event.put("seconds", rate.seconds(nanos.getAsLong()));
    write(event);
  }

  @Override
  public synchronized void skipped(String input, String output) {
    Map<String, Object> event = event("skipped");
    event.put("input", input);
    event.put("output", output);
    write(event);
  }

  @Override
  public void close() {}

  private static Map<String, Object> event(String name) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event", name);
    return event;
  }

  private void write(Map<String, Object> event) {
    console.err().println(Json.line(event));
  }
}
