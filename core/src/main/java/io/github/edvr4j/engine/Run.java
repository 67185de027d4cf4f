package io.github.edvr4j.engine;

import io.github.edvr4j.kernel.Image;
import io.github.edvr4j.kernel.Pointwise;
import java.util.List;

/**
 * Some pixels of one row of an image, and a range of their channels.
 *
 * @param spacing distance of two of the pixels, 1 where they are neighbours
 * @param channel the first channel
 * @param channels how many channels
 */
record Run(int y, int x, int spacing, int pixels, int channel, int channels) {

  int at(Image image) {
    return image.at(y, x) + channel;
  }

  int stride(Image image) {
    return spacing * image.pixelStride();
  }

  /** Takes steps in place on the node's image. */
  void apply(Pointwise kernel, Node node, List<Step> steps, Image[] images) {
    Image image = images[node.id()];
    for (Step step : steps) {
      apply(kernel, step, image, node, images);
    }
  }

  private void apply(Pointwise kernel, Step step, Image image, Node node, Image[] images) {
    float[] data = image.data();
    int at = at(image);
    int stride = stride(image);
    switch (step) {
      case Step.Leaky(float slope) -> kernel.leaky(data, at, stride, slope, pixels, channels);
      case Step.Sigmoid() -> kernel.sigmoid(data, at, stride, pixels, channels);
      case Step.Scale(float k) -> kernel.scale(data, at, stride, k, pixels, channels);
      case Step.Add(int operand) -> {
        Image b = images[node.inputs().get(operand)];
        kernel.add(data, at, stride, b.data(), at(b), stride(b), pixels, channels);
      }
      case Step.Multiply(int operand) -> {
        Image b = images[node.inputs().get(operand)];
        if (b.c() == image.c()) {
          kernel.multiply(data, at, stride, b.data(), at(b), stride(b), pixels, channels);
        } else {
          kernel.multiplyByPixel(
              data, at, stride, b.data(), b.at(y, x), stride(b), pixels, channels);
        }
      }
    }
  }
}
