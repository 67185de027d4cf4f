package io.github.edvr4j.bench.peers;

import io.github.edvr4j.tensor.Shape;
import io.github.edvr4j.train.torch.Libtorch;
import io.github.edvr4j.train.torch.Tensors;
import io.github.edvr4j.train.torch.TorchDevice;
import io.github.edvr4j.train.torch.TorchOps;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.InferenceMode;
import org.bytedeco.pytorch.Tensor;

/**
 * libtorch without gradients. Its deformable convolution is composed of its vectorised, parallel
 * {@code grid_sampler} and a convolution; {@link KernelPeers} shows that torchvision's own is
 * slower.
 */
final class LibtorchContender implements Contender {

  private final Work work;
  private final int threads;
  private final TorchLayout layout;
  private final TorchOps ops = new TorchOps(this::parameter, (_, x) -> x);
  private final Map<String, Tensor> parameters = new HashMap<>();
  private final List<Tensor> inputs = new ArrayList<>();
  private float[] output = {};

  LibtorchContender(Work work, int threads, TorchLayout layout) {
    this.work = work;
    this.threads = threads;
    this.layout = layout;
    Libtorch.load();
  }

  @Override
  public String name() {
    return "libtorch " + Libtorch.version() + ", " + layout.title();
  }

  @Override
  public void prepare(int round) {
    forgetInputs();
    List<float[]> values = work.inputs().apply(round);
    try (PointerScope _ = new PointerScope()) {
      for (int i = 0; i < values.size(); i++) {
        Shape shape = work.shapes().get(i);
        float[] planes = Planes.of(values.get(i), shape.c());
        Tensor plain =
            Tensors.of(planes, TorchDevice.CPU, shape.n(), shape.c(), shape.h(), shape.w());
        inputs.add(layout.of(plain).retainReference());
      }
    }
  }

  @Override
  public double run() {
    Libtorch.useThreads(threads);
    try (PointerScope _ = new PointerScope();
        InferenceMode _ = new InferenceMode(true)) {
      long start = System.nanoTime();
      Tensor made = work.network().apply(ops, inputs).getFirst();
      double seconds = (System.nanoTime() - start) / 1e9;
      output = Planes.interleaved(Tensors.values(made), (int) made.size(1));
      return seconds;
    }
  }

  private Tensor parameter(String name, long... extents) {
    return parameters.computeIfAbsent(name, _ -> load(name, extents));
  }

  private Tensor load(String name, long... extents) {
    int elements = 1;
    for (long extent : extents) {
      elements *= (int) extent;
    }
    Tensor plain = Tensors.of(work.weights().get(name, elements), TorchDevice.CPU, extents);
    // The composition takes a deformable layer's weight for a matrix, which has no other layout.
    boolean matrix = name.contains("dcn") && !name.contains("conv_offset");
    return (extents.length == 4 && !matrix ? layout.of(plain) : plain).retainReference();
  }

  @Override
  public float[] result() {
    return output;
  }

  private void forgetInputs() {
    inputs.forEach(Tensor::close);
    inputs.clear();
  }

  @Override
  public void close() {
    forgetInputs();
    parameters.values().forEach(Tensor::close);
  }
}
