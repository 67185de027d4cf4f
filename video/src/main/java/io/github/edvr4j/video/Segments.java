package io.github.edvr4j.video;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of the segments of a video, each complete or not there, with their {@link Manifest}.
 *
 * @param folder beside the output, with its name
 */
record Segments(Path folder) {
  /** What follows the name of a file until it is complete. */
  static final String UNFINISHED = ".unfinished";

  private static final String SUFFIX = ".parts";
  private static final String MANIFEST = "manifest.json";
  private static final String LENGTH = "frames.txt";
  private static final String LOCK = "lock";
  private static final Pattern SEGMENT = Pattern.compile("(\\d{6,})\\.segment");

  /** The folder for an output. */
  static Segments of(Path output) {
    return new Segments(output.resolveSibling(output.getFileName() + SUFFIX));
  }

  Path segment(long index) {
    return folder.resolve("%06d.segment".formatted(index));
  }

  /** Where a file of a name is written until it is complete; its extension names a container. */
  Path unfinished(Path name) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new EdvrException(Category.OUTPUT, "%s: can't be created: %s".formatted(folder, e), e);
    }
    return folder.resolve("joined-" + name);
  }

  boolean has(long index) {
    return Files.exists(segment(index));
  }

  /** How many segments of a range are complete. */
  long count(FrameRange range) {
    return complete().stream()
        .map(file -> SEGMENT.matcher(name(file)))
        .filter(Matcher::matches)
        .mapToLong(name -> Long.parseLong(name.group(1)))
        .filter(index -> index >= range.first() && index < range.end())
        .count();
  }

  /** How many bytes all complete segments have. */
  long bytes() {
    return complete().stream().mapToLong(file -> file.toFile().length()).sum();
  }

  private List<Path> complete() {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> SEGMENT.matcher(name(file)).matches()).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private EdvrException unreadable(IOException e) {
    return new EdvrException(Category.OUTPUT, "%s: can't be read: %s".formatted(folder, e), e);
  }

  Optional<Manifest> manifest() {
    return Manifest.read(folder.resolve(MANIFEST));
  }

  void write(Manifest manifest, DiskRoom room) {
    manifest.write(folder.resolve(MANIFEST), room);
  }

  /** How many frames the clip has, if a run has come to its end. */
  OptionalLong length() {
    try {
      return OptionalLong.of(Long.parseLong(Files.readString(folder.resolve(LENGTH)).strip()));
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    } catch (IOException | NumberFormatException e) {
      throw new EdvrException(
          Category.INPUT, "%s: can't be read: %s".formatted(folder.resolve(LENGTH), e), e);
    }
  }

  void writeLength(long frames, DiskRoom room) {
    Path file = folder.resolve(LENGTH);
    try (PatientFile out = PatientFile.create(file.resolveSibling(name(file) + UNFINISHED), room)) {
      out.write(Long.toString(frames).getBytes(StandardCharsets.US_ASCII));
      out.commitTo(file);
    } catch (IOException e) {
      throw new EdvrException(Category.OUTPUT, "%s: can't be written: %s".formatted(file, e), e);
    }
  }

  /**
   * Keeps other processes away from some segments; goes with the process, however that ends.
   *
   * @throws EdvrException of category OUTPUT if another process computes some of them
   */
  FileChannel lock(FrameRange segments) {
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel, segments) == null) {
        channel.close();
        throw new EdvrException(
            Category.OUTPUT,
            "%s: another edvr is working on it; wait for its end or stop it".formatted(folder));
      }
      return channel;
    } catch (IOException e) {
      throw new EdvrException(
          Category.OUTPUT, "%s: can't be written to: %s".formatted(folder, e), e);
    }
  }

  /** A byte of the file, which needn't be there, stands for a segment. */
  private static @Nullable FileLock tryLock(FileChannel channel, FrameRange segments)
      throws IOException {
    try {
      return channel.tryLock(segments.first(), segments.length(), false);
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  void deleteIfEmpty() {
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      // There are segments in it.
    } catch (IOException e) {
      throw new EdvrException(Category.OUTPUT, "%s: can't be deleted: %s".formatted(folder, e), e);
    }
  }

  /** Deletes the folder with all that is in it. */
  void delete() {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new EdvrException(Category.OUTPUT, "%s: can't be deleted: %s".formatted(folder, e), e);
    }
  }
}
