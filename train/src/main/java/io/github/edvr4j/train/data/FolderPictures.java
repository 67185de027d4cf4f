package io.github.edvr4j.train.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Pictures in a folder.
 *
 * @param names of the files, in the order of time
 */
record FolderPictures(Path folder, List<String> names) implements PictureFiles {

  @Override
  public int count() {
    return names.size();
  }

  @Override
  public String label(int frame) {
    return file(frame).toString();
  }

  @Override
  public InputStream open(int frame) throws IOException {
    return Files.newInputStream(file(frame));
  }

  private Path file(int frame) {
    return folder.resolve(names.get(frame));
  }
}
