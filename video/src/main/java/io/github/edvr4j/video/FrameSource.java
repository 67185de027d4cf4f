package io.github.edvr4j.video;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** The frames of a clip, one after another. Not safe for use by several threads at once. */
public interface FrameSource extends AutoCloseable {

  /** The input that is no file. */
  String STANDARD_INPUT = "-";

  /** What is known before the first frame. */
  ClipInfo info();

  /**
   * The file that holds other streams beside these frames, such as sound, to be copied from it;
   * empty for pictures, and for a pipe, which is read only once.
   */
  default Optional<Path> container() {
    return Optional.empty();
  }

  /**
   * The next frame, or nothing at the clip's end. Time stamps rise strictly.
   *
   * @throws EdvrException of category INPUT if the clip cannot be read on, or a file has become
   *     shorter meanwhile, so that its end can't be that of the clip
   */
  Optional<TimedFrame> next();

  /**
   * Leaves frames out, which costs what decoding them costs; those after them are the same as if
   * they had been read.
   *
   * @param frames how many; at least 0
   * @return how many there were to leave out: fewer at the clip's end
   * @throws EdvrException of category INPUT if the clip cannot be read on
   */
  long skip(long frames);

  /** Releases files and native memory; may be called twice. */
  @Override
  void close();

  /**
   * Opens a clip.
   *
   * @param input a video file; a folder of pictures, or a pattern of their names like {@code
   *     frames/%04d.png}; a single picture; or {@code -} for a video from the standard input
   * @throws EdvrException of category INPUT if there is nothing to read
   */
  static FrameSource open(String input, SourceOptions options) {
    if (input.equals(STANDARD_INPUT)) {
      return VideoSource.standardInput(options);
    }
    Path path;
    try {
      path = Path.of(input);
    } catch (InvalidPathException e) {
      throw new EdvrException(Category.INPUT, "%s: not a path on this system".formatted(input), e);
    }
    if (Files.isDirectory(path)) {
      return ImageFolderSource.open(path, options);
    }
    if (Files.notExists(path) && ImageFolderSource.isPattern(path)) {
      return ImageFolderSource.matching(path, options);
    }
    return Files.isRegularFile(path) && Picture.isNamedLikeOne(path) && !Picture.isAnimatedPng(path)
        ? ImageFolderSource.single(path, options)
        : new UncutSource(VideoSource.open(path, options), path);
  }
}
