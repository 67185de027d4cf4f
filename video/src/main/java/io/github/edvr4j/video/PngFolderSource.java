package io.github.edvr4j.video;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.stream.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** A folder of PNG files of one size, in the natural order of their names. */
public final class PngFolderSource implements FrameSource {
  private final List<Path> files;
  private final Frame first;
  private final ClipInfo info;
  private int next;

  /**
   * Opens a folder.
   *
   * @param rate frames per second
   * @throws EdvrException of category INPUT if there is no PNG file in it or the first one can't be
   *     read
   */
  public static PngFolderSource open(Path folder, Rational rate) {
    List<Path> files;
    try (Stream<Path> entries = Files.list(folder)) {
      files =
          entries
              .filter(PngFolderSource::isPng)
              .sorted((a, b) -> NaturalOrder.INSTANCE.compare(name(a), name(b)))
              .toList();
    } catch (IOException e) {
      throw new EdvrException(
          Category.INPUT, "%s: the folder can't be read: %s".formatted(folder, e), e);
    }
    if (files.isEmpty()) {
      throw new EdvrException(
          Category.INPUT,
          "%s: has no .png file; give a video file or a folder of PNG".formatted(folder));
    }
    return new PngFolderSource(files, rate);
  }

  private PngFolderSource(List<Path> files, Rational rate) {
    this.files = files;
    this.first = Png.read(files.getFirst());
    this.info =
        ClipInfo.of(first.width(), first.height(), rate)
            .withExpectedFrames(OptionalLong.of(files.size()));
  }

  private static boolean isPng(Path file) {
    String name = name(file);
    return name.toLowerCase(Locale.ROOT).endsWith(".png") && !name.startsWith(".");
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  @Override
  public ClipInfo info() {
    return info;
  }

  @Override
  public Optional<TimedFrame> next() {
    if (next == files.size()) {
      return Optional.empty();
    }
    Path file = files.get(next);
    Frame frame = next == 0 ? first : Png.read(file);
    if (frame.width() != info.width() || frame.height() != info.height()) {
      throw new EdvrException(
          Category.INPUT,
          "%s: is %dx%d, but %s is %dx%d; all frames of a clip must have one size"
              .formatted(
                  file,
                  frame.width(),
                  frame.height(),
                  name(files.getFirst()),
                  info.width(),
                  info.height()));
    }
    return Optional.of(new TimedFrame(frame, next++, 1, name(file)));
  }

  @Override
  public void close() {}
}
