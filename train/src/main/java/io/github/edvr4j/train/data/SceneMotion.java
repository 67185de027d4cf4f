package io.github.edvr4j.train.data;

import io.github.edvr4j.train.data.Scene.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a scene moves from its center frame to another one. It is known where the same layer alone
 * fills a low-resolution pixel in both frames for as long as they are exposed.
 */
final class SceneMotion {

  /** No layer, but several. */
  private static final int MIXED = -1;

  /** Low-resolution pixels by which rounding may put a place outside the frame. */
  private static final double ROUNDING = 1e-4;

  private final List<Layer> layers;
  private final Region low;
  private final int scale;
  private final List<Affine> toNeighbor = new ArrayList<>();
  private final List<List<Affine>> centerPlaces = new ArrayList<>();
  private final List<List<Affine>> neighborPlaces = new ArrayList<>();

  /**
   * @param layers the nearest first; the last one is seen everywhere
   * @param step of the other frame
   * @param exposure steps to either side that both frames are means of
   * @param low the region that both frames show, in low-resolution pixels
   * @param scale high-resolution pixels of a low-resolution one, along each side
   */
  SceneMotion(List<Layer> layers, int step, int exposure, Region low, int scale) {
    this.layers = layers;
    this.low = low;
    this.scale = scale;
    for (Layer layer : layers) {
      // A place leads from a frame to the center frame; what is asked for is the way back.
      toNeighbor.add(layer.picture().place(step).inverse());
      centerPlaces.add(exposed(layer, 0, exposure));
      neighborPlaces.add(exposed(layer, step, exposure));
    }
  }

  private static List<Affine> exposed(Layer layer, int step, int exposure) {
    return IntStream.rangeClosed(step - exposure, step + exposure)
        .mapToObj(layer.picture()::place)
        .toList();
  }

  /** In low-resolution pixels. */
  Motion motion() {
    Motion motion = Motion.unknown(low.height(), low.width());
    for (int y = 0; y < low.height(); y++) {
      for (int x = 0; x < low.width(); x++) {
        find(motion, y, x);
      }
    }
    return motion;
  }

  private void find(Motion motion, int row, int column) {
    double x = middle(low.left() + column);
    double y = middle(low.top() + row);
    int layer = inFront(centerPlaces, x, y);
    if (layer == MIXED) {
      return;
    }
    double toX = toNeighbor.get(layer).x(x, y);
    double toY = toNeighbor.get(layer).y(x, y);
    double dx = (toX - x) / scale;
    double dy = (toY - y) / scale;
    if (within(column + dx, low.width())
        && within(row + dy, low.height())
        && inFront(neighborPlaces, toX, toY) == layer) {
      motion.known().data()[motion.known().index(0, 0, row, column)] = 1;
      motion.displacement().data()[motion.displacement().index(0, 0, row, column)] = (float) dy;
      motion.displacement().data()[motion.displacement().index(0, 1, row, column)] = (float) dx;
    }
  }

  /** Where in high resolution the middle of a low-resolution pixel lies. */
  private double middle(int pixel) {
    return scale * pixel + (scale - 1) / 2.0;
  }

  private static boolean within(double place, int extent) {
    return place >= -ROUNDING && place <= extent - 1 + ROUNDING;
  }

  /** The layer that fills the low-resolution pixel around a place. */
  private int inFront(List<List<Affine>> places, double x, double y) {
    for (int i = 0; i < layers.size(); i++) {
      double[] shares = shares(layers.get(i), places.get(i), x, y);
      if (shares[0] == 1) {
        return i;
      }
      if (shares[1] > 0) {
        return MIXED;
      }
    }
    return MIXED;
  }

  /** The smallest and the largest share that a layer has of a pixel's corners. */
  private double[] shares(Layer layer, List<Affine> places, double x, double y) {
    if (layer.outline().isEmpty()) {
      return new double[] {1, 1};
    }
    Outline outline = layer.outline().get();
    double[] shares = {1, 0};
    for (Affine place : places) {
      for (int corner = 0; corner < 4; corner++) {
        double u = x + (corner % 2 - 0.5) * scale;
        double v = y + (corner / 2 - 0.5) * scale;
        double share = outline.inside(place.x(u, v), place.y(u, v));
        shares[0] = Math.min(shares[0], share);
        shares[1] = Math.max(shares[1], share);
      }
    }
    return shares;
  }
}
