package io.github.edvr4j.video;

import io.github.edvr4j.EdvrException;
import java.io.File;

/**
 * Where restored frames go.
 *
 * <p>Use it in a try-with-resources statement and call {@link #finish} last: a sink that is closed
 * before that deletes what it added. Not safe for use by several threads at once.
 */
public interface FrameSink extends AutoCloseable {

  /**
   * Takes the next frame of the clip.
   *
   * @param frame of the size that the sink was made for; values are clamped to [0, 1]; time stamps
   *     must rise strictly
   * @throws EdvrException of category OUTPUT if it cannot be written
   */
  void write(TimedFrame frame);

  /**
   * Completes the output and puts it in its place.
   *
   * @throws EdvrException of category OUTPUT if that fails; then there is no output
   */
  void finish();

  /** Releases files and native memory, and deletes unfinished files; may be called twice. */
  @Override
  void close();

  /**
   * Opens what {@code output} names: a folder of PNG where it ends in a slash, else a video file
   * whose container follows from the extension.
   *
   * @param clip the clip as it will be written
   * @throws EdvrException of category OUTPUT if it cannot be written or is there already
   */
  static FrameSink open(String output, ClipInfo clip, SinkOptions options) {
    return isFolder(output)
        ? PngFolderSink.create(PartialFile.path(output), options.overwrite())
        : VideoSink.create(PartialFile.path(output), clip, options);
  }

  /** Whether an output of this name is a folder of PNG files. */
  static boolean isFolder(String output) {
    return output.endsWith("/") || output.endsWith(File.separator);
  }
}
