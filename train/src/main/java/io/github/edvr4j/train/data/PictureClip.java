package io.github.edvr4j.train.data;

import io.github.edvr4j.files.FileFailure;
import io.github.edvr4j.metrics.Rgb8;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/**
 * A clip whose frames are decoded anew with each reading; of PNG, the rows above a region are
 * decoded too.
 */
final class PictureClip implements Clip {
  private final String name;
  private final PictureFiles frames;
  private volatile @Nullable Size size;

  PictureClip(String name, PictureFiles frames) {
    this.name = name;
    this.frames = frames;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int frames() {
    return frames.count();
  }

  @Override
  public int height() {
    return size().height();
  }

  @Override
  public int width() {
    return size().width();
  }

  /** Found out when it is asked for: of the tens of thousands of Vimeo-90K's clips, few are. */
  private Size size() {
    Size known = size;
    if (known == null) {
      known = firstReadable();
      size = known;
    }
    return known;
  }

  private Size firstReadable() {
    IOException last = new IOException("has no frame");
    for (int frame = 0; frame < frames.count(); frame++) {
      try (var file = frames.open(frame)) {
        return PictureDecoder.size(file);
      } catch (IOException e) {
        last = e;
      }
    }
    throw damaged(frames.count() - 1, last);
  }

  @Override
  public Rgb8 read(int frame, Region region) {
    try (var file = frames.open(frame)) {
      return PictureDecoder.decode(file, region);
    } catch (IOException e) {
      throw damaged(frame, e);
    }
  }

  private DamagedFrameException damaged(int frame, IOException e) {
    return new DamagedFrameException(frames.label(frame) + ": " + reason(e), e);
  }

  /** What is wrong with a picture, to follow its name. */
  static String reason(IOException e) {
    return e instanceof NoSuchFileException ? "is not there" : FileFailure.reason(e);
  }
}
