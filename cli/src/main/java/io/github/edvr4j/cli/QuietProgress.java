package io.github.edvr4j.cli;

import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;

/** Says warnings and nothing else. */
final class QuietProgress implements Progress {

  private final Console console;
  private final Set<String> warnings = new HashSet<>();

  QuietProgress(Console console) {
    this.console = console;
  }

  @Override
  public void announce(Announcement announcement) {}

  @Override
  public void start(OptionalLong expected, long done) {}

  @Override
  public void frames(long done) {}

  @Override
  public synchronized void warn(String warning) {
    if (warnings.add(warning)) {
      console.say("warning: " + warning);
    }
  }

  @Override
  public void note(String detail) {}

  @Override
  public void finished(String output) {}

  @Override
  public void skipped(String input, String output) {}

  @Override
  public void close() {}
}
