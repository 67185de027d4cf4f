package io.github.edvr4j.video;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.files.FileFailure;
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
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a run leaves to a later one beside its output.
 *
 * @param folder of the unfinished work; it goes when the output is complete
 * @param record by which a complete output is known again
 */
record RunFiles(Path folder, Path record) {
  private static final String PARTS = ".parts";
  private static final String RECORD = ".edvr";
  private static final String MANIFEST = "manifest.json";
  private static final String LENGTH = "frames.txt";
  private static final String LOCK = "lock";

  /** Those of a video, beside it. */
  static RunFiles ofVideo(Path video) {
    String name = video.getFileName().toString();
    return new RunFiles(
        video.resolveSibling(name + PARTS), video.resolveSibling("." + name + RECORD));
  }

  /** Those of a folder of pictures, in it: what is beside it may be another disk. */
  static RunFiles ofPictures(Path pictures) {
    return new RunFiles(pictures.resolve("edvr" + PARTS), pictures.resolve(RECORD));
  }

  /** Those of a folder that is named by itself, the record being that of no output. */
  static RunFiles in(Path folder) {
    return new RunFiles(folder, folder.resolve(RECORD));
  }

  /** Whether a run has left anything. */
  boolean exist() {
    return Files.exists(folder) || Files.exists(record);
  }

  /** Whether a run's work lies in the folder. */
  boolean begun() {
    return Files.exists(folder.resolve(MANIFEST));
  }

  Optional<Manifest> manifest(String otherwise) {
    return JsonFile.read(folder.resolve(MANIFEST), Manifest.class, otherwise);
  }

  void write(Manifest manifest, DiskRoom room) {
    JsonFile.write(folder.resolve(MANIFEST), manifest, room);
  }

  Optional<Finished> finished() {
    return JsonFile.read(record, Finished.class, "delete it");
  }

  void write(Finished finished, DiskRoom room) {
    JsonFile.write(record, finished, room);
  }

  /** How many frames the clip has, if a run has come to its end. */
  OptionalLong length() {
    Path file = folder.resolve(LENGTH);
    try {
      return OptionalLong.of(Long.parseLong(Files.readString(file).strip()));
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    } catch (NumberFormatException e) {
      throw new EdvrException(
          Category.INPUT,
          "%s: is damaged; delete it and give the command again".formatted(file),
          e);
    } catch (IOException e) {
      throw new EdvrException(
          Category.INPUT,
          "%s: can't be read: %s; delete it and give the command again"
              .formatted(file, FileFailure.reason(e)),
          e);
    }
  }

  void writeLength(long frames, DiskRoom room) {
    PatientFile.write(
        folder.resolve(LENGTH), Long.toString(frames).getBytes(StandardCharsets.US_ASCII), room);
  }

  /**
   * Refuses a name beside which no longer one can be: before the work, not at its end.
   *
   * @throws EdvrException of category OUTPUT if the system takes no file of the longest name
   */
  void requireNames() {
    Path longest = PatientFile.unfinished(record);
    try {
      Files.readAttributes(longest, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      // Nothing is in the way.
    } catch (IOException e) {
      throw new EdvrException(
          Category.OUTPUT,
          "%s: this name can't be had beside the output: %s; choose another output"
              .formatted(longest, FileFailure.reason(e)),
          e);
    }
  }

  /**
   * Keeps other processes away from some pieces; goes with the process, however that ends.
   *
   * @throws EdvrException of category OUTPUT if another process makes some of them
   */
  FileChannel lock(FrameRange pieces) {
    try {
      Files.createDirectories(folder);
      FileChannel channel =
          FileChannel.open(
              folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel, pieces) == null) {
        channel.close();
        throw new EdvrException(
            Category.OUTPUT,
            "%s: another edvr is working on it; wait for its end or stop it".formatted(folder));
      }
      return channel;
    } catch (IOException e) {
      throw new EdvrException(
          Category.OUTPUT,
          "%s: can't be written to: %s".formatted(folder, FileFailure.reason(e)),
          e);
    }
  }

  /** A byte of the file, which needn't be there, stands for a piece. */
  private static @Nullable FileLock tryLock(FileChannel channel, FrameRange pieces)
      throws IOException {
    try {
      return channel.tryLock(pieces.first(), pieces.length(), false);
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** Deletes all that is in the folder but the lock, which is held. */
  void clear() {
    try {
      delete(file -> !file.equals(folder.resolve(LOCK)));
    } catch (IOException e) {
      throw undeletable(e);
    }
  }

  /**
   * Deletes the folder with all that is in it. While the lock is held, network drives and FUSE keep
   * its file under another name, and with it the folder: {@link #deleteIfEmpty} deletes it then.
   */
  void delete() {
    try {
      delete(file -> true);
    } catch (IOException e) {
      throw undeletable(e);
    }
    deleteIfEmpty();
  }

  /** Deletes the folder, if nothing is in it. */
  void deleteIfEmpty() {
    try {
      Files.deleteIfExists(folder);
    } catch (DirectoryNotEmptyException e) {
      // What is in it is another process's, or a lock's that is still held.
    } catch (IOException e) {
      throw undeletable(e);
    }
  }

  private void delete(Predicate<Path> condition) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    // Not a walk, which fails where another thread deletes a file meanwhile.
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(condition).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private EdvrException undeletable(IOException e) {
    return new EdvrException(
        Category.OUTPUT, "%s: can't be deleted: %s".formatted(folder, FileFailure.reason(e)), e);
  }

  /** The output is known no longer. */
  void forget() {
    try {
      Files.deleteIfExists(record);
    } catch (IOException e) {
      throw new EdvrException(
          Category.OUTPUT, "%s: can't be deleted: %s".formatted(record, FileFailure.reason(e)), e);
    }
  }
}
