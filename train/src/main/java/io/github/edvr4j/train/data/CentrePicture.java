package io.github.edvr4j.train.data;

import java.io.IOException;
import java.io.InputStream;

/** The middle one of some pictures. */
record CentrePicture(PictureFiles all) implements PictureFiles {

  @Override
  public int count() {
    return 1;
  }

  @Override
  public String label(int frame) {
    return all.label(all.count() / 2);
  }

  @Override
  public InputStream open(int frame) throws IOException {
    return all.open(all.count() / 2);
  }
}
