package io.github.edvr4j.train.validation;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.alignment.Field;
import io.github.edvr4j.alignment.Flow;
import io.github.edvr4j.alignment.Layer;
import io.github.edvr4j.alignment.WatchedAlignment;
import io.github.edvr4j.engine.Engine;
import io.github.edvr4j.model.Edvr;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.train.data.KnownMotion;
import io.github.edvr4j.train.data.Motion;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares a network's offsets with motion that is known: those by which the neighbors of each
 * scene's middle frame are aligned with it, as far as its scene reaches.
 */
final class OffsetMeasurement implements AutoCloseable {

  private final EdvrConfig config;
  private final FramePairs pairs;
  private final KnownMotion motion;
  private final int scale;
  private final Engine engine;
  private final WatchedAlignment alignment;

  /**
   * @param pairs of a clip
   * @param motion of the same clip
   * @throws EdvrException (USAGE) if the network takes no frames of this size as they are, (MODEL)
   *     if a weight is missing, (MEMORY) if it doesn't suffice
   */
  OffsetMeasurement(
      EdvrConfig config, Weights weights, int threads, FramePairs pairs, KnownMotion motion) {
    requireFit(config, pairs);
    this.config = config;
    this.pairs = pairs;
    this.motion = motion;
    scale = config.scale();
    engine = new Engine(threads);
    try {
      alignment =
          new WatchedAlignment(engine, new Edvr(config), weights, pairs.height(), pairs.width());
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  static void requireFit(EdvrConfig config, FramePairs pairs) {
    int multiple = config.sizeMultiple();
    if (pairs.height() % multiple != 0 || pairs.width() % multiple != 0) {
      throw new EdvrException(
          Category.USAGE,
          "option size: offsets can be measured on frames of which the network's are multiples of %d, not %dx%d: give a multiple of %d"
              .formatted(multiple, pairs.width(), pairs.height(), multiple * config.scale()));
    }
  }

  /** How many scenes there are. */
  int scenes() {
    return pairs.frames() / motion.sceneFrames();
  }

  /** The errors at one scene, layer by layer. */
  List<OffsetError> at(int scene) {
    int middle = scene * motion.sceneFrames() + motion.sceneFrames() / 2;
    List<Field> reference = features(middle);
    List<OffsetError> errors = new ArrayList<>();
    for (int t = 0; t < config.frames(); t++) {
      int step = t - config.centre();
      if (step != 0 && Math.abs(step) <= motion.sceneFrames() / 2) {
        Motion known = motion.motion(scene, step, scale);
        for (Layer layer : alignment.layers(features(middle + step), reference)) {
          errors.add(error(layer, known));
        }
      }
    }
    return OffsetError.over(errors);
  }

  private List<Field> features(int number) {
    Frame frame = pairs.low(number, pairs.high(number));
    return alignment.features(
        new Field(frame.height(), frame.width(), Frame.CHANNELS, frame.rgb()));
  }

  private static OffsetError error(Layer layer, Motion frames) {
    Flow flow = layer.displacements().flow();
    Motion level = frames;
    while (level.known().shape().h() > flow.height()) {
      level = level.halved();
    }
    int plane = flow.height() * flow.width();
    float[] displacement = level.displacement().data();
    long places = 0;
    double error = 0;
    double length = 0;
    for (int i = 0; i < plane; i++) {
      if (level.known().data()[i] == 1) {
        // What the pyramid has aligned moves no further.
        double dy = layer.isCascade() ? 0 : displacement[i];
        double dx = layer.isCascade() ? 0 : displacement[plane + i];
        places++;
        error += Math.hypot(flow.dy()[i] - dy, flow.dx()[i] - dx);
        length += Math.hypot(dy, dx);
      }
    }
    long least = Math.max(places, 1);
    return new OffsetError(layer.title(), places, error / least, length / least);
  }

  @Override
  public void close() {
    engine.close();
  }
}
