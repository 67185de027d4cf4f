package io.github.edvr4j.train.data;

import java.nio.file.Path;

/** A clip as it lies on disk, before anything of it is read. */
sealed interface Stored {

  /** How messages call it: its path below the root. */
  String name();

  /** Pictures one by one. */
  record Pictures(String name, PictureFiles frames) implements Stored {}

  /** What would take too long to decode with each reading. */
  sealed interface Unpackable extends Stored {
    Path file();
  }

  /** A video, of which a frame can only be decoded after others. */
  record Video(String name, Path file) implements Unpackable {}

  /** A single picture, which may be very large. */
  record Photograph(String name, Path file) implements Unpackable {}
}
