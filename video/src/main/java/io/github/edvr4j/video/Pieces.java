package io.github.edvr4j.video;

import io.github.edvr4j.EdvrException;
import java.nio.file.Path;
import java.util.SequencedMap;
import java.util.function.Consumer;

/**
 * What an output is made of, one after another, each complete or not there, however a program ends.
 */
interface Pieces {
  /** How many frames each has, the last one perhaps fewer. */
  int frames();

  /** What of the way they are written could change a frame, in words. */
  SequencedMap<String, String> facts();

  /** What is written, in one phrase for the user. */
  String description();

  /** Memory that writing takes beside Java's, in bytes, roughly. */
  long memory();

  /** So many of them, in words. */
  String count(long pieces);

  /** Where they lie. */
  Path home();

  boolean has(long index);

  /** How many of a range are complete. */
  long complete(FrameRange range);

  /** Bytes that the disk must have yet, about, until the output is complete. */
  long bytesNeeded(long missing);

  /** Takes the frames that begin with a piece. */
  FrameSink sink(long index);

  /** Deletes those of a range. */
  void discard(FrameRange range);

  /**
   * Makes the output of all of them.
   *
   * @param whenComplete is told of the output before it gets its name
   * @throws EdvrException of category INPUT if some are missing or damaged, OUTPUT if the output
   *     can't be written; they stay then
   */
  void join(Manifest manifest, Consumer<Path> whenComplete);

  /** Puts away what is there though nothing is complete. */
  void abandon();
}
