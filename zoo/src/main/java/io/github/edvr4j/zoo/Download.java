package io.github.edvr4j.zoo;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.files.FileFailure;
import io.github.edvr4j.files.FolderLock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Fetches model files. What has come lies beside the file's place until all of it is there and
 * checked; after a broken connection or Ctrl-C the next try continues it.
 */
public final class Download {

  private final Http http;

  /**
   * @param patience how long to wait for a connection, an answer or the next bytes
   */
  public Download(Duration patience) {
    http = new Http(patience);
  }

  /**
   * Fetches a file, over an older one of that name.
   *
   * @param target where to; its folder is created if need be
   * @param sha256 the first hexadecimal digits of its checksum, if they are known
   * @throws EdvrException (USAGE) if the address is not of the web; (OUTPUT) if the file cannot be
   *     written; (MODEL) if it cannot be had, has another checksum or holds no EDVR
   * @throws InterruptedException if the thread is interrupted; what has come is kept
   */
  public void fetch(Origin from, Path target, Optional<String> sha256, DownloadListener listener)
      throws InterruptedException {
    Path place = target.toAbsolutePath();
    Path folder =
        Optional.ofNullable(place.getParent())
            .orElseThrow(() -> new EdvrException(Category.USAGE, target + " is no file's name"));
    try (FolderLock _ = lock(folder)) {
      PartFile part = new PartFile(place);
      http.receive(from, part, listener);
      check(from, part, sha256);
      part.complete();
    }
  }

  /** Else two downloads would write to one file. */
  private static FolderLock lock(Path folder) {
    try {
      return FolderLock.ifFree(folder)
          .orElseThrow(
              () ->
                  new EdvrException(
                      Category.OUTPUT,
                      "another edvr is downloading to %s; try again when it is done"
                          .formatted(folder)));
    } catch (IOException e) {
      throw new EdvrException(
          Category.OUTPUT, "can't write to %s: %s".formatted(folder, FileFailure.reason(e)), e);
    }
  }

  private static void check(Origin from, PartFile part, Optional<String> sha256) {
    String name = part.target().getFileName().toString();
    List<String> problems = ModelCheck.problems(part.content(), name, sha256);
    if (!problems.isEmpty()) {
      discard(part);
      throw new EdvrException(
          Category.MODEL,
          "what %s gives is not %s and was deleted: %s%s"
              .formatted(
                  from.address(),
                  name,
                  String.join("; ", problems),
                  from.otherwise(part.target())));
    }
  }

  private static void discard(PartFile part) {
    try {
      part.discard();
    } catch (IOException e) {
      throw new EdvrException(
          Category.OUTPUT,
          "can't delete %s: %s".formatted(part.content(), FileFailure.reason(e)),
          e);
    }
  }
}
