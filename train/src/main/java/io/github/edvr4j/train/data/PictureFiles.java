package io.github.edvr4j.train.data;

import java.io.IOException;
import java.io.InputStream;

/** The pictures of a clip, each in a file of its own or what stands for one. */
interface PictureFiles {

  /** How many there should be, at least 1. */
  int count();

  /** Where a picture lies, for messages. */
  String label(int frame);

  /**
   * The PNG or JPEG file of a picture; may be called by several threads at once.
   *
   * @throws java.nio.file.NoSuchFileException if it isn't there
   */
  InputStream open(int frame) throws IOException;
}
