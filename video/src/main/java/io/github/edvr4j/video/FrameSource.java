package io.github.edvr4j.video;

import io.github.edvr4j.EdvrException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** The frames of a clip, one after another. Not safe for use by several threads at once. */
public interface FrameSource extends AutoCloseable {

  /** What is known before the first frame. */
  ClipInfo info();

  /**
   * The next frame, or nothing at the clip's end. Time stamps rise strictly.
   *
   * @throws EdvrException of category INPUT if the clip cannot be read on
   */
  Optional<TimedFrame> next();

  /** Releases files and native memory; may be called twice. */
  @Override
  void close();

  /**
   * Opens a video file, or a folder of PNG files in natural order.
   *
   * @param warnings takes one line for everything that was skipped or repaired
   * @throws EdvrException of category INPUT if there is nothing to read
   */
  static FrameSource open(Path input, Consumer<String> warnings) {
    return Files.isDirectory(input)
        ? PngFolderSource.open(input, PngFolderSource.DEFAULT_RATE)
        : VideoSource.open(input, warnings);
  }
}
