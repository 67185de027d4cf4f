package io.github.edvr4j.engine;

import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.tensor.Tensor;

/** Between (1, C, H, W) outside and channels last inside. */
final class Layouts {

  private Layouts() {}

  static float[] channelsLast(Tensor x) {
    int channels = x.shape().c();
    int plane = x.shape().plane();
    float[] out = new float[x.data().length];
    for (int c = 0; c < channels; c++) {
      for (int i = 0; i < plane; i++) {
        out[i * channels + c] = x.data()[c * plane + i];
      }
    }
    return out;
  }

  static Tensor channelsFirst(Shape shape, float[] data) {
    int channels = shape.c();
    int plane = shape.plane();
    Tensor out = Tensor.zeros(shape);
    for (int c = 0; c < channels; c++) {
      for (int i = 0; i < plane; i++) {
        out.data()[c * plane + i] = data[i * channels + c];
      }
    }
    return out;
  }
}
