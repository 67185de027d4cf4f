package io.github.edvr4j.report;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import javax.imageio.ImageIO;

/** Where the pictures of a page go, as PNG. */
@FunctionalInterface
interface PictureStore {

  /** What they lie in beside a page. */
  String FOLDER = "images";

  /** In the page itself. */
  PictureStore INLINE =
      (name, picture) ->
          "data:image/png;base64," + Base64.getEncoder().encodeToString(png(picture));

  /** Beside the page, in a folder of their own. */
  static PictureStore beside(Path folder) {
    return (name, picture) -> {
      Path file = folder.resolve(FOLDER).resolve(name + ".png");
      try {
        Files.createDirectories(folder.resolve(FOLDER));
        Files.write(file, png(picture));
      } catch (IOException e) {
        throw new EdvrException(Category.OUTPUT, "can't write %s: %s".formatted(file, e), e);
      }
      return FOLDER + "/" + name + ".png";
    };
  }

  /**
   * Keeps a picture.
   *
   * @param name unlike that of any other picture of the page
   * @return what the page names the picture by
   * @throws EdvrException (OUTPUT) if it can't be written
   */
  String put(String name, BufferedImage picture);

  private static byte[] png(BufferedImage picture) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
