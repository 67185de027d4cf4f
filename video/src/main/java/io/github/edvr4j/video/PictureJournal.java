package io.github.edvr4j.video;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.files.FileFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;

/**
 * Which pictures of a folder a run has made. A picture is entered when it is written and before it
 * gets its name, so that every file that bears the name of an entry, and is not waiting for it, is
 * the entry's.
 */
final class PictureJournal {
  private static final String NAME = "pictures.jsonl";

  private final Path folder;
  private final Path file;
  private final TreeMap<Long, Entry> complete = new TreeMap<>();
  private long length;

  /**
   * A line of the file.
   *
   * @param frame its number in the clip
   * @param name of the file
   * @param bytes its size
   */
  record Entry(long frame, String name, long bytes) {}

  /**
   * Reads what a run has left.
   *
   * @param folder of the pictures
   * @throws EdvrException of category INPUT if it can't be read
   */
  PictureJournal(Path folder, RunFiles files) {
    this.folder = folder;
    file = files.folder().resolve(NAME);
    try {
      String text = Files.readString(file);
      // What follows the last end of a line was being written when a run was killed.
      String whole = text.substring(0, text.lastIndexOf('\n') + 1);
      length = whole.getBytes(StandardCharsets.UTF_8).length;
      whole.lines().map(line -> JsonFile.fromLine(line, Entry.class)).forEach(this::add);
    } catch (NoSuchFileException e) {
      length = 0;
    } catch (JacksonException e) {
      throw new EdvrException(
          Category.INPUT, "%s: is damaged; --no-resume begins anew".formatted(file), e);
    } catch (IOException e) {
      throw new EdvrException(
          Category.INPUT, "%s: can't be read: %s".formatted(file, FileFailure.reason(e)), e);
    }
  }

  private void add(Entry entry) {
    if (isInPlace(entry)) {
      complete.put(entry.frame(), entry);
    }
  }

  private boolean isInPlace(Entry entry) {
    return !Files.exists(unfinished(entry.name()))
        && folder.resolve(entry.name()).toFile().length() == entry.bytes();
  }

  /** Where a picture waits for its name, away from those that have it. */
  Path unfinished(String name) {
    return PatientFile.unfinished(file.resolveSibling(name));
  }

  synchronized boolean has(long frame) {
    return complete.containsKey(frame);
  }

  synchronized long count(FrameRange range) {
    return complete.subMap(range.first(), range.end()).size();
  }

  synchronized long bytes() {
    return complete.values().stream().mapToLong(Entry::bytes).sum();
  }

  /** To enter pictures. */
  synchronized PatientFile open(DiskRoom room) {
    return PatientFile.resume(file, length, room);
  }

  /**
   * Enters a picture that is about to get its name.
   *
   * @param out what {@link #open} gave
   */
  synchronized void enter(Entry entry, PatientFile out) throws IOException {
    byte[] line = JsonFile.line(entry);
    out.write(line);
    out.force();
    length += line.length;
  }

  synchronized void entered(Entry entry) {
    complete.put(entry.frame(), entry);
  }

  /** Deletes the pictures. */
  synchronized void discard(FrameRange range) {
    for (Entry entry : List.copyOf(complete.subMap(range.first(), range.end()).values())) {
      try {
        Files.deleteIfExists(folder.resolve(entry.name()));
      } catch (IOException e) {
        throw new EdvrException(
            Category.OUTPUT,
            "%s: can't be deleted: %s".formatted(entry.name(), FileFailure.reason(e)),
            e);
      }
      complete.remove(entry.frame());
    }
  }
}
