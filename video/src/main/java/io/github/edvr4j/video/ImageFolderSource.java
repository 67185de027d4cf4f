package io.github.edvr4j.video;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.files.FileFailure;
import io.github.edvr4j.stream.Frame;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Picture files of one size as a clip: those of a folder, in the natural order of their names, or a
 * single one. PNG, JPEG, TIFF, WebP and BMP may be mixed.
 */
public final class ImageFolderSource implements FrameSource {
  /** The numbers of a name, as printf writes them. */
  private static final Pattern NUMBERS = Pattern.compile("([^%]*)%(?:0(\\d+))?d([^%]*)");

  private final List<Path> files;
  private final int end;
  private final Picture first;
  private final int start;
  private final ClipInfo info;
  private int next;

  /**
   * Opens all pictures of a folder.
   *
   * @throws EdvrException of category INPUT if there is no picture in it, none in the range, or the
   *     first one can't be read
   */
  public static ImageFolderSource open(Path folder, SourceOptions options) {
    List<Path> files = files(folder);
    if (files.isEmpty()) {
      throw new EdvrException(
          Category.INPUT,
          "%s: has no picture (%s); %s".formatted(folder, Picture.KINDS, contents(folder)));
    }
    return new ImageFolderSource(folder.toString(), files, options);
  }

  /** Whether a name stands for many, with a single {@code %d} or {@code %04d} in it. */
  static boolean isPattern(Path pattern) {
    return NUMBERS.matcher(pattern.getFileName().toString()).matches();
  }

  /**
   * Opens the pictures of a folder whose names follow a pattern, like {@code frames/%04d.png}.
   *
   * @throws EdvrException of category INPUT if there are none, none in the range, or the first one
   *     can't be read
   */
  public static ImageFolderSource matching(Path pattern, SourceOptions options) {
    List<Path> files = files(pattern);
    if (files.isEmpty()) {
      throw new EdvrException(Category.INPUT, "%s: no file has such a name".formatted(pattern));
    }
    return new ImageFolderSource(pattern.toString(), files, options);
  }

  /**
   * The pictures of a folder, or those whose names follow a pattern, in their order.
   *
   * @throws EdvrException of category INPUT if the folder can't be read
   */
  static List<Path> files(Path input) {
    if (Files.isDirectory(input)) {
      return list(input, Picture::isNamedLikeOne);
    }
    Matcher parts = NUMBERS.matcher(input.getFileName().toString());
    if (!parts.matches()) {
      throw new EdvrException(Category.INPUT, "there is no input " + input);
    }
    Pattern names =
        Pattern.compile(
            "%s\\d{%s,}%s"
                .formatted(
                    Pattern.quote(parts.group(1)),
                    parts.group(2) == null ? "1" : parts.group(2),
                    Pattern.quote(parts.group(3))));
    return list(input.resolveSibling(""), file -> names.matcher(name(file)).matches());
  }

  /**
   * Opens one picture as a clip of one frame.
   *
   * @throws EdvrException of category INPUT if it can't be read or the range doesn't begin at 0
   */
  public static ImageFolderSource single(Path file, SourceOptions options) {
    return new ImageFolderSource(file.toString(), List.of(file), options);
  }

  private ImageFolderSource(String name, List<Path> files, SourceOptions options) {
    Rational rate = options.folderRate();
    this.files = files;
    this.start = firstFrom(files, i -> !options.isBeforeStart(i / rate.value()));
    this.end = firstFrom(files, i -> options.isPastEnd(i / rate.value()));
    if (start >= end) {
      throw options.nothingIn(name, files.size() / rate.value());
    }
    requireNamesOfTheirOwn();
    this.next = start;
    this.first = Picture.read(files.get(start));
    this.info =
        ClipInfo.of(first.frame().width(), first.frame().height(), rate)
            .withBitDepth(first.bitDepth())
            .withAlpha(first.alpha().isPresent())
            .withExpectedFrames(OptionalLong.of(end - start));
  }

  private static int firstFrom(List<Path> files, Predicate<Integer> condition) {
    int i = 0;
    while (i < files.size() && !condition.test(i)) {
      i++;
    }
    return i;
  }

  private static List<Path> list(Path folder, Predicate<Path> wanted) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(file -> wanted.test(file) && Files.isRegularFile(file))
          .sorted((a, b) -> NaturalOrder.INSTANCE.compare(name(a), name(b)))
          .toList();
    } catch (IOException e) {
      throw new EdvrException(
          Category.INPUT,
          "%s: the folder can't be read: %s".formatted(folder, FileFailure.reason(e)),
          e);
    }
  }

  /** What a folder holds in place of pictures. */
  private static String contents(Path folder) {
    Map<String, Long> kinds;
    try (Stream<Path> entries = Files.list(folder)) {
      kinds =
          entries.collect(
              Collectors.groupingBy(ImageFolderSource::kind, TreeMap::new, Collectors.counting()));
    } catch (IOException e) {
      return "it can't be read";
    }
    return kinds.isEmpty()
        ? "it is empty"
        : "it holds "
            + kinds.entrySet().stream()
                .limit(5)
                .map(kind -> kind.getValue() + " × " + kind.getKey())
                .collect(Collectors.joining(", "));
  }

  private static String kind(Path file) {
    String name = name(file);
    int dot = name.lastIndexOf('.');
    return Files.isDirectory(file)
        ? "folder"
        : dot > 0 ? name.substring(dot).toLowerCase(Locale.ROOT) : "other file";
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  /** The name that the restored picture gets. */
  private static String asPng(Path file) {
    return name(file).replaceFirst("\\.[^.]*$", "") + ".png";
  }

  /** A picture that is there as PNG and as JPEG would otherwise be restored over itself. */
  private void requireNamesOfTheirOwn() {
    Map<String, Path> taken = new HashMap<>();
    for (Path file : files) {
      Path other = taken.putIfAbsent(asPng(file), file);
      if (other != null) {
        throw new EdvrException(
            Category.INPUT,
            "%s: would be restored to the same name as %s; remove or rename one of them"
                .formatted(file, name(other)));
      }
    }
  }

  @Override
  public ClipInfo info() {
    return info;
  }

  @Override
  public Optional<TimedFrame> next() {
    if (next == end) {
      return Optional.empty();
    }
    Path file = files.get(next);
    Picture picture = next == start ? first : Picture.read(file);
    Frame frame = picture.frame();
    if (frame.width() != info.width() || frame.height() != info.height()) {
      throw new EdvrException(
          Category.INPUT,
          "%s: is %dx%d, but %s is %dx%d; all frames of a clip must have one size"
              .formatted(
                  file,
                  frame.width(),
                  frame.height(),
                  name(files.get(start)),
                  info.width(),
                  info.height()));
    }
    return Optional.of(new TimedFrame(frame, next++, 1, asPng(file), picture.alpha()));
  }

  @Override
  public long skip(long frames) {
    int skipped = (int) Math.min(frames, end - next);
    next += skipped;
    return skipped;
  }

  @Override
  public void close() {}
}
