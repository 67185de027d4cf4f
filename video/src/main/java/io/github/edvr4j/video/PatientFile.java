package io.github.edvr4j.video;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.files.FileFailure;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CancellationException;

/** A file that is written on where it stopped once a full disk has room again. */
final class PatientFile extends OutputStream {
  private final Path part;
  private final FileChannel channel;
  private final DiskRoom room;

  private PatientFile(Path part, FileChannel channel, DiskRoom room) {
    this.part = part;
    this.channel = channel;
    this.room = room;
  }

  /** Where a file is written until it is complete. */
  static Path unfinished(Path file) {
    return file.resolveSibling(file.getFileName() + ".unfinished");
  }

  /**
   * Writes a small file as a whole or not at all.
   *
   * @throws EdvrException of category OUTPUT if it can't be written
   * @throws CancellationException if waiting for room is given up
   */
  static void write(Path file, byte[] content, DiskRoom room) {
    try (PatientFile out = create(unfinished(file), room)) {
      out.write(content);
      out.commitTo(file);
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /**
   * @param part is emptied if it exists
   * @throws EdvrException of category OUTPUT if it can't be written
   * @throws CancellationException if waiting for room is given up
   */
  static PatientFile create(Path part, DiskRoom room) {
    return resume(part, 0, room);
  }

  /**
   * A file that is written on.
   *
   * @param from what it holds from here on is overwritten
   * @throws EdvrException of category OUTPUT if it can't be written
   * @throws CancellationException if waiting for room is given up
   */
  static PatientFile resume(Path file, long from, DiskRoom room) {
    room.await(0);
    while (true) {
      try {
        return new PatientFile(file, open(file, from), room);
      } catch (IOException e) {
        await(file, e, room);
      }
    }
  }

  private static FileChannel open(Path file, long from) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      return channel.truncate(from).position(from);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static void await(Path file, IOException e, DiskRoom room) {
    try {
      room.awaitAfter(e, 0);
    } catch (IOException other) {
      throw unwritable(file, other);
    }
  }

  private static EdvrException unwritable(Path file, IOException e) {
    return new EdvrException(
        Category.OUTPUT, "%s: can't be written: %s".formatted(file, FileFailure.reason(e)), e);
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    room.await(0);
    ByteBuffer rest = ByteBuffer.wrap(bytes, offset, length);
    while (rest.hasRemaining()) {
      try {
        channel.write(rest);
      } catch (IOException e) {
        room.awaitAfter(e, rest.remaining());
      }
    }
  }

  /** Brings what is written to the disk for good. */
  void force() throws IOException {
    channel.force(true);
  }

  /** Puts the file in its place for good, the name and the bytes. */
  void commitTo(Path target) throws IOException {
    force();
    channel.close();
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel folder = FileChannel.open(target.toAbsolutePath().getParent())) {
      folder.force(true);
    } catch (IOException e) {
      // Not every system lets a folder be opened; then the name comes to the disk a little later.
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
