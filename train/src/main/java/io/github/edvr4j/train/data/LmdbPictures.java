package io.github.edvr4j.train.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * Pictures in a database.
 *
 * @param keys in the order of time
 */
record LmdbPictures(Lmdb database, List<String> keys) implements PictureFiles {

  @Override
  public int count() {
    return keys.size();
  }

  @Override
  public String label(int frame) {
    return database.label(keys.get(frame));
  }

  @Override
  public InputStream open(int frame) throws IOException {
    return new ByteArrayInputStream(database.get(keys.get(frame)));
  }
}
