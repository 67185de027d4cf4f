package io.github.edvr4j.train.data;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.files.FileFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What to unpack and how.
 *
 * @param reduction how many pixels become one, along each side
 * @param mostFrames how many frames to take, at most
 */
record Unpacking(Stored.Unpackable clip, int reduction, int mostFrames) {

  String name() {
    return clip.name();
  }

  Path file() {
    return clip.file();
  }

  /**
   * A file name that is another one as soon as the file or the wish changes.
   *
   * @throws EdvrException (INPUT) if the file isn't there
   */
  String fingerprint() {
    try {
      String facts =
          String.join(
              "\n",
              file().toRealPath().toString(),
              Long.toString(Files.size(file())),
              Long.toString(Files.getLastModifiedTime(file()).toMillis()),
              Integer.toString(reduction),
              Integer.toString(clip instanceof Stored.Photograph ? 1 : mostFrames));
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(facts.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 12);
    } catch (IOException e) {
      throw new EdvrException(
          Category.INPUT, "%s: can't be read: %s".formatted(file(), FileFailure.reason(e)), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
