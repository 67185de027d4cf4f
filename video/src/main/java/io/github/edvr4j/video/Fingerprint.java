package io.github.edvr4j.video;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.files.FileFailure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * By what a file is known again, whatever its name and date: its size, and the SHA-256 of sixteen
 * pieces of it, the first and the last among them, that lie evenly between its ends. Of a film of
 * many gigabytes that takes no time, and finds every other version of it; a change of a few bytes
 * in its middle may go unnoticed. Small files are read as a whole.
 */
public final class Fingerprint {
  private static final int PIECES = 16;
  private static final int FILE_PIECE = 1 << 20;

  /** Of the pictures of a folder, of which there are many. */
  private static final int PICTURE_PIECE = 1 << 12;

  /** Hexadecimal digits that are shown of 64. */
  private static final int SHOWN = 16;

  private Fingerprint() {}

  private interface Content {
    /** Adds it and says how many bytes it is. */
    long addTo(MessageDigest digest) throws IOException;
  }

  /**
   * Knows a file again, or a folder by the names and contents of its pictures.
   *
   * @param input a file, a folder of pictures or a pattern of their names
   * @return one phrase
   * @throws EdvrException of category INPUT if it can't be read
   */
  public static String of(Path input) {
    boolean isFile = Files.exists(input) && !Files.isDirectory(input);
    return of(
        input,
        digest ->
            isFile
                ? add(input, FILE_PIECE, digest)
                : addAll(ImageFolderSource.files(input), digest));
  }

  /**
   * Knows a file again by every byte of it.
   *
   * @return one phrase
   * @throws EdvrException of category INPUT if it can't be read
   */
  public static String ofAll(Path file) {
    return of(
        file,
        digest -> {
          try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            for (long at = 0; at < channel.size(); at += FILE_PIECE) {
              add(channel, at, Math.min(FILE_PIECE, channel.size() - at), digest);
            }
            return channel.size();
          }
        });
  }

  private static String of(Path name, Content content) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      long bytes = content.addTo(digest);
      String hash = HexFormat.of().formatHex(digest.digest()).substring(0, SHOWN);
      return "%s bytes, %s".formatted(bytes, hash);
    } catch (IOException e) {
      throw new EdvrException(
          Category.INPUT, "cannot read %s: %s".formatted(name, FileFailure.reason(e)), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static long addAll(List<Path> pictures, MessageDigest digest) throws IOException {
    long bytes = 0;
    for (Path picture : pictures) {
      digest.update(picture.getFileName().toString().getBytes(StandardCharsets.UTF_8));
      bytes += add(picture, PICTURE_PIECE, digest);
    }
    return bytes;
  }

  private static long add(Path file, int piece, MessageDigest digest) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(size).flip());
      if (size <= (long) PIECES * piece) {
        add(channel, 0, size, digest);
      } else {
        for (int i = 0; i < PIECES; i++) {
          add(channel, (size - piece) / (PIECES - 1) * i, piece, digest);
        }
        add(channel, size - piece, piece, digest);
      }
      return size;
    }
  }

  private static void add(FileChannel channel, long from, long length, MessageDigest digest)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate((int) length);
    long at = from;
    while (bytes.hasRemaining() && at < channel.size()) {
      at += Math.max(0, channel.read(bytes, at));
    }
    digest.update(bytes.flip());
  }
}
