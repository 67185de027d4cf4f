package io.github.edvr4j.video;

import io.github.edvr4j.EdvrException;
import java.io.File;
import java.nio.file.Path;

/**
 * Where restored frames go.
 *
 * <p>Use it in a try-with-resources statement and call {@link #finish} last: a sink that is closed
 * before that deletes what it added. Not safe for use by several threads at once.
 */
public interface FrameSink extends AutoCloseable {

  /** The output that is no file. */
  String STANDARD_OUTPUT = "-";

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

  /**
   * What is written, in one phrase for the user, such as "H.264 (libopenh264, crf 12, yuv420p)".
   */
  String description();

  /** Memory that encoding takes beside Java's, in bytes, roughly. */
  long memory();

  /**
   * Lets a sink that waits, as for room on a full disk, wait no longer: it throws {@link
   * java.util.concurrent.CancellationException}. From any thread, at any time.
   */
  default void cancel() {}

  /** Releases files and native memory, and deletes unfinished files; may be called twice. */
  @Override
  void close();

  /**
   * Opens what {@code output} names: y4m on the standard output for {@code -}, a folder of PNG
   * where it ends in a slash, else a video file whose container follows from the extension.
   *
   * <p>Where the output can't say that players shall turn the picture, the frames are turned.
   *
   * @param clip the clip as it will be written
   * @throws EdvrException of category OUTPUT if it cannot be written or is there already, USAGE if
   *     what is asked of the encoding can't be
   */
  static FrameSink open(String output, ClipInfo clip, SinkOptions options) {
    if (output.equals(STANDARD_OUTPUT)) {
      return UprightSink.where(
          false, clip, upright -> VideoSink.toStandardOutput(upright, options));
    }
    Path path = PartialFile.path(output);
    return isFolder(output)
        ? UprightSink.where(false, clip, upright -> PngFolderSink.create(path, upright, options))
        : UprightSink.where(
            Container.of(path).saysRotation(),
            clip,
            upright -> VideoSink.create(path, upright, options));
  }

  /** Whether an output of this name is a folder of PNG files. */
  static boolean isFolder(String output) {
    return output.endsWith("/") || output.endsWith(File.separator);
  }
}
