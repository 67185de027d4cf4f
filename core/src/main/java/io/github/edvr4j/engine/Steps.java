package io.github.edvr4j.engine;

import io.github.edvr4j.kernel.Image;
import io.github.edvr4j.kernel.Pointwise;
import java.util.List;

/** What is left to do to a node's values once they lie in its image. */
final class Steps {

  private final Pointwise kernel;
  private final Node node;
  private final List<Step> steps;

  Steps(Pointwise kernel, Node node, List<Step> steps) {
    this.kernel = kernel;
    this.node = node;
    this.steps = List.copyOf(steps);
  }

  /**
   * Takes the steps in place. It is called for a few pixels at a time, and therefore makes no
   * objects.
   *
   * @param spacing distance of two of the pixels, which lie in one row; 1 where they are neighbours
   * @param channel the first channel
   * @param channels how many channels
   */
  void take(Image[] images, int y, int x, int spacing, int pixels, int channel, int channels) {
    for (int i = 0; i < steps.size(); i++) {
      take(steps.get(i), images, y, x, spacing, pixels, channel, channels);
    }
  }

  private void take(
      Step step, Image[] images, int y, int x, int spacing, int pixels, int channel, int channels) {
    Image image = images[node.id()];
    float[] data = image.data();
    int at = image.at(y, x) + channel;
    int stride = spacing * image.pixelStride();
    switch (step) {
      case Step.Leaky leaky -> kernel.leaky(data, at, stride, leaky.slope(), pixels, channels);
      case Step.Sigmoid sigmoid -> kernel.sigmoid(data, at, stride, pixels, channels);
      case Step.Scale scale -> kernel.scale(data, at, stride, scale.k(), pixels, channels);
      case Step.Add add -> {
        Image b = images[node.inputs().get(add.operand())];
        int from = b.at(y, x) + channel;
        int across = spacing * b.pixelStride();
        kernel.add(data, at, stride, b.data(), from, across, pixels, channels);
      }
      case Step.Multiply multiply -> {
        Image b = images[node.inputs().get(multiply.operand())];
        int from = b.at(y, x);
        int across = spacing * b.pixelStride();
        if (b.c() == image.c()) {
          kernel.multiply(data, at, stride, b.data(), from + channel, across, pixels, channels);
        } else {
          kernel.multiplyByPixel(data, at, stride, b.data(), from, across, pixels, channels);
        }
      }
    }
  }
}
