package io.github.edvr4j.zoo;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.files.FileFailure;
import io.github.edvr4j.files.OutputFile;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * What has come of a file so far, as {@code NAME.part} beside its place. A second file says where
 * it came from: only the rest of the very same content may be added to it.
 */
final class PartFile {

  private final Path target;
  private final Path content;
  private final Path origin;

  PartFile(Path target) {
    this.target = target;
    content = target.resolveSibling(target.getFileName() + ".part");
    origin = target.resolveSibling(target.getFileName() + ".part.origin");
  }

  /** Where the complete file goes. */
  Path target() {
    return target;
  }

  /** Where its bytes lie until then. */
  Path content() {
    return content;
  }

  /** How many bytes there are; 0 if there is nothing that could be continued from that address. */
  long bytesFrom(URI address) throws IOException {
    return Files.exists(content) && Files.exists(origin) && address.toString().equals(line(0))
        ? Files.size(content)
        : 0;
  }

  /** The version of the content that has begun, as the server named it; may be empty. */
  String validator() throws IOException {
    return line(1);
  }

  private String line(int index) throws IOException {
    List<String> lines = Files.readAllLines(origin);
    return index < lines.size() ? lines.get(index) : "";
  }

  /** Starts over, with content of that version. */
  FileChannel begin(URI address, String validator) throws IOException {
    discard();
    Files.write(origin, List.of(address.toString(), validator));
    return FileChannel.open(content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  FileChannel append() throws IOException {
    return FileChannel.open(content, StandardOpenOption.APPEND);
  }

  void discard() throws IOException {
    Files.deleteIfExists(content);
    Files.deleteIfExists(origin);
  }

  /** Puts the complete file in its place, over an older one. */
  void complete() {
    try {
      OutputFile.replace(content, target);
      Files.deleteIfExists(origin);
    } catch (IOException e) {
      throw new EdvrException(
          Category.OUTPUT, "can't write %s: %s".formatted(target, FileFailure.reason(e)), e);
    }
  }
}
