package io.github.edvr4j.train.data;

import io.github.edvr4j.metrics.Rgb8;
import java.util.List;
import java.util.Optional;

/**
 * One clip of several photographs, each of them a scene over which a camera moves evenly. The
 * middle frame of a scene shows the photograph's own pixels. Scenes are made anew with every
 * reading, so that they take no memory.
 *
 * @param size rows and columns of the frames
 * @param reach frames of a scene before its middle, and after it
 */
record MovedPhotographs(String name, List<Drawing> scenes, int size, int reach)
    implements Clip, KnownMotion {

  /** Makes a scene, the same whenever it is asked to. */
  interface Drawing {
    Scene draw();
  }

  @Override
  public int sceneFrames() {
    return 2 * reach + 1;
  }

  @Override
  public int frames() {
    return scenes.size() * sceneFrames();
  }

  @Override
  public int height() {
    return size;
  }

  @Override
  public int width() {
    return size;
  }

  @Override
  public Rgb8 read(int frame, Region region) {
    Scene scene = scenes.get(frame / sceneFrames()).draw();
    return Rgb8.of(scene.read(frame % sceneFrames() - reach, region));
  }

  @Override
  public Optional<KnownMotion> motion() {
    return Optional.of(this);
  }

  @Override
  public Motion motion(int scene, int step, int scale) {
    Region whole = new Region(0, 0, size / scale, size / scale);
    return scenes.get(scene).draw().motion(step, 0, whole, scale);
  }
}
