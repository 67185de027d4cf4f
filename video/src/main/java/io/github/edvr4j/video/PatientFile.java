package io.github.edvr4j.video;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
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

  /**
   * @param part is emptied if it exists
   * @throws EdvrException of category OUTPUT if it can't be written
   * @throws CancellationException if waiting for room is given up
   */
  static PatientFile create(Path part, DiskRoom room) {
    room.await(0);
    try {
      FileChannel channel =
          FileChannel.open(
              part,
              StandardOpenOption.CREATE,
              StandardOpenOption.WRITE,
              StandardOpenOption.TRUNCATE_EXISTING);
      return new PatientFile(part, channel, room);
    } catch (IOException e) {
      throw new EdvrException(Category.OUTPUT, "%s: can't be written: %s".formatted(part, e), e);
    }
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
        if (!room.isFull()) {
          throw e;
        }
        room.await(rest.remaining());
      }
    }
  }

  /** Puts the file in its place for good, the name and the bytes. */
  void commitTo(Path target) throws IOException {
    channel.force(true);
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
