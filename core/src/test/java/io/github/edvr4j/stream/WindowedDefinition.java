package io.github.edvr4j.stream;

import io.github.edvr4j.engine.Engine;
import io.github.edvr4j.engine.Network;
import io.github.edvr4j.engine.Plan;
import io.github.edvr4j.model.Edvr;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.ops.Ops;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * What a stream must be equal to: the whole network on each window, the features of all its frames
 * computed anew. Padding at the right and at the bottom is written out by its definition.
 */
final class WindowedDefinition {

  private final EdvrConfig config;
  private final int height;
  private final int width;
  private final Plan plan;

  /**
   * @param height of the frames as they come in
   * @param width of the frames as they come in
   */
  WindowedDefinition(Engine engine, EdvrConfig config, Weights weights, int height, int width) {
    this.config = config;
    this.height = height;
    this.width = width;
    Shape padded = Shape.of(3, padded(height), padded(width));
    plan =
        engine.plan(
            new Whole(new Edvr(config)), weights, Collections.nCopies(config.frames(), padded));
  }

  private record Whole(Edvr edvr) implements Network {
    @Override
    public <T> List<T> apply(Ops<T> ops, List<T> frames) {
      return List.of(edvr.restore(ops, frames));
    }
  }

  /** Distinct random frames with values from 0 to 1. */
  static List<Frame> frames(long seed, int count, int height, int width) {
    Random random = new Random(seed);
    List<Frame> frames = new ArrayList<>();
    for (int t = 0; t < count; t++) {
      float[] rgb = new float[height * width * Frame.CHANNELS];
      for (int i = 0; i < rgb.length; i++) {
        rgb[i] = random.nextFloat();
      }
      frames.add(new Frame(height, width, rgb));
    }
    return frames;
  }

  /** The whole clip; the padding must suit it. */
  List<Frame> restore(List<Frame> clip, Padding padding) {
    int after = config.frames() - 1 - config.centre();
    List<Frame> restored = new ArrayList<>();
    for (int centre = 0; centre < clip.size(); centre++) {
      restored.add(restore(clip, padding.window(centre, clip.size(), config.centre(), after)));
    }
    return restored;
  }

  /** One window. */
  Frame restore(List<Frame> clip, int[] window) {
    List<Tensor> inputs = Arrays.stream(window).mapToObj(t -> tensor(clip.get(t))).toList();
    return crop(plan.run(inputs).getFirst());
  }

  private int padded(int size) {
    int multiple = config.sizeMultiple();
    return Math.ceilDiv(size, multiple) * multiple;
  }

  private Tensor tensor(Frame frame) {
    Tensor x = Tensor.zeros(Shape.of(3, padded(height), padded(width)));
    for (int c = 0; c < 3; c++) {
      for (int y = 0; y < x.shape().h(); y++) {
        for (int i = 0; i < x.shape().w(); i++) {
          int from = (inside(y, height) * width + inside(i, width)) * 3 + c;
          x.data()[x.index(0, c, y, i)] = frame.rgb()[from];
        }
      }
    }
    return x;
  }

  private int inside(int i, int size) {
    if (i < size) {
      return i;
    }
    return padded(size) - size < size ? 2 * (size - 1) - i : size - 1;
  }

  private Frame crop(Tensor x) {
    int h = height * config.scale();
    int w = width * config.scale();
    float[] rgb = new float[h * w * 3];
    int to = 0;
    for (int y = 0; y < h; y++) {
      for (int i = 0; i < w; i++) {
        for (int c = 0; c < 3; c++) {
          rgb[to++] = x.at(0, c, y, i);
        }
      }
    }
    return new Frame(h, w, rgb);
  }
}
