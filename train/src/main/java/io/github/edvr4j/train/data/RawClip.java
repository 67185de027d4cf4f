package io.github.edvr4j.train.data;

import io.github.edvr4j.metrics.Rgb8;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A clip whose frames lie uncompressed in a file, (T, H, W, C), of which any region is read. */
final class RawClip implements Clip {
  private final String name;
  private final Size size;
  private final int frames;
  private final MemorySegment values;

  private RawClip(String name, Size size, int frames, MemorySegment values) {
    this.name = name;
    this.size = size;
    this.frames = frames;
    this.values = values;
  }

  /**
   * @throws IOException if the file can't be read or has another length
   */
  static RawClip open(String name, Path file, Size size, int frames) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      long bytes = frames * size.bytes();
      if (channel.size() != bytes) {
        throw new IOException("has %d bytes in place of %d".formatted(channel.size(), bytes));
      }
      return new RawClip(
          name, size, frames, channel.map(FileChannel.MapMode.READ_ONLY, 0, bytes, Arena.ofAuto()));
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int frames() {
    return frames;
  }

  @Override
  public int height() {
    return size.height();
  }

  @Override
  public int width() {
    return size.width();
  }

  @Override
  public Rgb8 read(int frame, Region region) {
    byte[] read = new byte[3 * region.height() * region.width()];
    int row = 3 * region.width();
    for (int y = 0; y < region.height(); y++) {
      long pixel = (long) (region.top() + y) * size.width() + region.left();
      MemorySegment.copy(
          values, ValueLayout.JAVA_BYTE, frame * size.bytes() + 3 * pixel, read, y * row, row);
    }
    return new Rgb8(region.height(), region.width(), read);
  }
}
