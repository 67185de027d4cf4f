package io.github.edvr4j.bench.peers;

import io.github.edvr4j.ops.DeformConv2d;
import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.train.torch.Libtorch;
import io.github.edvr4j.train.torch.Tensors;
import io.github.edvr4j.train.torch.TorchDevice;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;

/**
 * A deformable convolution as torchvision computes it on a CPU: {@link TorchvisionColumns} on one
 * thread, then libtorch's matrix product. What brings the columns from Java to libtorch does not
 * count.
 */
final class TorchvisionContender implements Contender {

  private final Work work;
  private final DeformConv2d layer;
  private final int threads;
  private final float[] columns;
  private float[] x = {};
  private float[] offset = {};
  private float[] mask = {};
  private float[] output = {};

  /**
   * @param work {@code layer} on input, offset and mask
   */
  TorchvisionContender(Work work, DeformConv2d layer, int threads) {
    this.work = work;
    this.layer = layer;
    this.threads = threads;
    columns = new float[layer.in() * layer.kernel().taps() * work.shapes().getFirst().plane()];
  }

  @Override
  public String name() {
    return "torchvision's loops, libtorch's product";
  }

  @Override
  public void prepare(int round) {
    List<float[]> inputs = work.inputs().apply(round);
    x = Planes.of(inputs.get(0), layer.in());
    offset = Planes.of(inputs.get(1), layer.offsetChannels());
    mask = Planes.of(inputs.get(2), layer.maskChannels());
  }

  @Override
  public double run() {
    Libtorch.useThreads(threads);
    Shape shape = work.shapes().getFirst();
    int depth = layer.in() * layer.kernel().taps();
    long start = System.nanoTime();
    TorchvisionColumns.fill(layer, x, offset, mask, shape.h(), shape.w(), columns);
    double sampling = (System.nanoTime() - start) / 1e9;
    try (PointerScope _ = new PointerScope();
        InferenceMode _ = new InferenceMode(true)) {
      float[] values = work.weights().get(layer.name() + ".weight", layer.out() * depth);
      Tensor weight = Tensors.of(values, TorchDevice.CPU, layer.out(), depth);
      Tensor bias =
          Tensors.of(
              work.weights().get(layer.name() + ".bias", layer.out()),
              TorchDevice.CPU,
              layer.out(),
              1);
      Tensor right = Tensors.of(columns, TorchDevice.CPU, depth, shape.plane());
      start = System.nanoTime();
      Tensor made = weight.matmul(right).add_(bias);
      double product = (System.nanoTime() - start) / 1e9;
      output = Planes.interleaved(Tensors.values(made), layer.out());
      return sampling + product;
    }
  }

  @Override
  public float[] result() {
    return output;
  }

  @Override
  public void close() {}
}
