package io.github.edvr4j.train.data;

import io.github.edvr4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A photograph in front of a scene, seen within an outline that moves with it; both move in their
 * own ways.
 */
record Occlusion(Scene behind, MovingPhotograph before, Outline outline) implements Scene {

  static Occlusion draw(Scene behind, MovingPhotograph before, RandomGenerator random) {
    int height = Math.min(behind.height(), before.height());
    int width = Math.min(behind.width(), before.width());
    return new Occlusion(behind, before, Outline.draw(height, width, random));
  }

  @Override
  public int height() {
    return Math.min(behind.height(), before.height());
  }

  @Override
  public int width() {
    return Math.min(behind.width(), before.width());
  }

  @Override
  public List<Layer> layers() {
    List<Layer> layers = new ArrayList<>();
    layers.add(new Layer(before, Optional.of(outline)));
    layers.addAll(behind.layers());
    return layers;
  }

  @Override
  public Tensor read(int step, Region region) {
    Tensor far = behind.read(step, region);
    Tensor near = before.read(step, region);
    Affine place = before.place(step);
    Tensor result = Tensor.zeros(far.shape());
    int plane = result.shape().plane();
    for (int y = 0; y < region.height(); y++) {
      for (int x = 0; x < region.width(); x++) {
        double u = region.left() + x;
        double v = region.top() + y;
        float share = (float) outline.inside(place.x(u, v), place.y(u, v));
        int at = y * region.width() + x;
        for (int i = at; i < 3 * plane; i += plane) {
          result.data()[i] = far.data()[i] + share * (near.data()[i] - far.data()[i]);
        }
      }
    }
    return result;
  }
}
