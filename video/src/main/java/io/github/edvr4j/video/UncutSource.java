package io.github.edvr4j.video;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The frames of a file that must not become shorter meanwhile: FFmpeg takes its early end for the
 * clip's, and a run that goes on later would believe that there is no more.
 */
final class UncutSource implements FrameSource {

  private final FrameSource frames;
  private final Path file;
  private final long bytes;

  /**
   * @param file that the frames are read from
   */
  UncutSource(FrameSource frames, Path file) {
    this.frames = frames;
    this.file = file;
    bytes = size().orElse(0L);
  }

  /** Nothing if the file has another name by now, under which it is read on. */
  private Optional<Long> size() {
    try {
      return Optional.of(Files.size(file));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  @Override
  public ClipInfo info() {
    return frames.info();
  }

  @Override
  public Optional<Path> container() {
    return frames.container();
  }

  /**
   * {@inheritDoc}
   *
   * @throws EdvrException of category INPUT also if the file has become shorter
   */
  @Override
  public Optional<TimedFrame> next() {
    Optional<TimedFrame> frame = frames.next();
    if (frame.isEmpty() && size().orElse(bytes) < bytes) {
      throw new EdvrException(
          Category.INPUT,
          "%s: has become shorter while it was read, so this can't be its end; put the whole file back and give the command again"
              .formatted(file));
    }
    return frame;
  }

  @Override
  public long skip(long count) {
    return frames.skip(count);
  }

  @Override
  public void close() {
    frames.close();
  }
}
