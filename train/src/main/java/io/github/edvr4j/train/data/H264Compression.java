package io.github.edvr4j.train.data;

import io.github.edvr4j.metrics.Rgb8;
import io.github.edvr4j.tensor.Tensor;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * H.264: the window compressed as a little video, its first frame whole and the others by what
 * changes.
 *
 * @param quantiser H.264's, 12 to 51; 51 is the worst
 */
record H264Compression(Range quantiser) implements Degradation {

  /** The finest that the encoder holds. */
  static final int FINEST = 12;

  static final int COARSEST = 51;

  @Override
  public List<Tensor> apply(List<Tensor> frames, RandomGenerator random) {
    List<Rgb8> pictures = frames.stream().map(Rgb8::of).toList();
    return H264.throughCodec(pictures, (int) Math.round(quantiser.draw(random))).stream()
        .map(FrameTensors::of)
        .toList();
  }
}
