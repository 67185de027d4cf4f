package io.github.edvr4j.report;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.files.FileFailure;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the pictures of a page go. */
@FunctionalInterface
interface PictureStore {

  /** What they lie in beside a page. */
  String FOLDER = "images";

  /** In the page itself. */
  PictureStore INLINE = (name, format, picture) -> format.link(picture);

  /** Beside the page, in a folder of their own. */
  static PictureStore beside(Path folder) {
    return (name, format, picture) -> {
      Path file = folder.resolve(FOLDER).resolve(format.fileName(name));
      try {
        Files.createDirectories(folder.resolve(FOLDER));
        Files.write(file, format.bytes(picture));
      } catch (IOException e) {
        throw new EdvrException(
            Category.OUTPUT, "can't write %s: %s".formatted(file, FileFailure.reason(e)), e);
      }
      return FOLDER + "/" + file.getFileName();
    };
  }

  /**
   * Keeps a picture.
   *
   * @param name unlike that of any other picture of the page
   * @return what the page names the picture by
   * @throws EdvrException (OUTPUT) if it can't be written
   */
  String put(String name, PictureFormat format, BufferedImage picture);

  /** Keeps every pixel as it is. */
  default String put(String name, BufferedImage picture) {
    return put(name, PictureFormat.PNG, picture);
  }
}
