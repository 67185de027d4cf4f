package io.github.edvr4j.cli;

import java.util.OptionalLong;

/** How the user hears of the work. Calls may come from several threads. */
interface Progress extends AutoCloseable {

  /** What will be done with the next clip. */
  void announce(Announcement announcement);

  /**
   * Starts the clock for a clip.
   *
   * @param expected how many frames there will be, if that is known
   * @param done how many of them are done already
   */
  void start(OptionalLong expected, long done);

  /** So many frames are done by now. */
  void frames(long done);

  /** Something the user should know; the same thing is said only once. */
  void warn(String warning);

  /** A detail for users who ask for all. */
  void note(String detail);

  /** The clip is restored. */
  void finished(String output);

  /** The clip was restored before, by the same command. */
  void skipped(String input, String output);

  /** Nothing more comes of this clip. */
  @Override
  void close();
}
