package io.github.edvr4j.train.torch;

import io.github.edvr4j.ops.Activation;
import io.github.edvr4j.ops.Conv2d;
import io.github.edvr4j.ops.DeformConv2d;
import io.github.edvr4j.ops.Kernel2d;
import io.github.edvr4j.ops.Ops;
import io.github.edvr4j.tensor.Shape;
import java.util.List;
import java.util.Optional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Computes every operation with libtorch, which records it on its tape: the same network that
 * restores can be differentiated.
 *
 * <p>Every tensor made here belongs to the {@code PointerScope} that is open around the pass.
 */
public final class TorchOps implements Ops<Tensor> {

  private static final long[] POOL_KERNEL = {3, 3};
  private static final long[] POOL_STRIDE = {2, 2};
  private static final long[] POOL_PADDING = {1, 1};
  private static final long[] NO_DILATION = {1, 1};

  /** Where the layers' tensors come from. */
  public interface Parameters {

    /**
     * @param name full state-dict name
     * @param extents what the layer expects
     */
    Tensor get(String name, long... extents);
  }

  /** Is given every tensor that the network names, when it is computed. */
  public interface Probe {

    /** What the network goes on with: the tensor itself, unless something shall be learnt. */
    Tensor see(String name, Tensor x);
  }

  private final Parameters parameters;
  private final Probe probe;

  /** An interpreter of networks with these parameters. */
  public TorchOps(Parameters parameters, Probe probe) {
    this.parameters = parameters;
    this.probe = probe;
  }

  @Override
  public Tensor conv(Conv2d layer, Tensor x) {
    Kernel2d kernel = layer.kernel();
    return torch.conv2d(
        x,
        weight(layer),
        bias(layer),
        new long[] {kernel.strideY(), kernel.strideX()},
        new long[] {kernel.paddingY(), kernel.paddingX()},
        new long[] {kernel.dilationY(), kernel.dilationX()},
        layer.groups());
  }

  @Override
  public Tensor deformConv(DeformConv2d layer, Tensor x, Tensor offset, Optional<Tensor> mask) {
    Tensor columns = DeformableColumns.of(layer, x, offset, mask);
    return torch.conv2d(
        columns,
        weight(layer.plain()).view(layer.out(), -1, 1, 1),
        bias(layer.plain()),
        NO_DILATION,
        new long[] {0, 0},
        NO_DILATION,
        layer.groups());
  }

  private Tensor weight(Conv2d layer) {
    Shape shape = layer.weightShape();
    return parameters.get(layer.name() + ".weight", shape.n(), shape.c(), shape.h(), shape.w());
  }

  private TensorOptional bias(Conv2d layer) {
    return layer.bias()
        ? new TensorOptional(parameters.get(layer.name() + ".bias", layer.out()))
        : new TensorOptional();
  }

  @Override
  public Tensor concat(List<Tensor> parts) {
    return torch.cat(new TensorVector(parts.toArray(Tensor[]::new)), 1);
  }

  @Override
  public Tensor channels(Tensor x, int from, int to) {
    return x.narrow(1, from, to - from);
  }

  @Override
  public Tensor activate(Activation activation, Tensor x) {
    return switch (activation) {
      case RELU -> x.relu();
      case LEAKY_RELU -> torch.leaky_relu(x, new Scalar(Activation.LEAKY_SLOPE));
      case SIGMOID -> x.sigmoid();
    };
  }

  @Override
  public Tensor add(Tensor a, Tensor b) {
    return a.add(b);
  }

  @Override
  public Tensor mul(Tensor a, Tensor b) {
    return a.mul(b);
  }

  @Override
  public Tensor scale(Tensor x, float k) {
    return x.mul(new Scalar(k));
  }

  @Override
  public Tensor sumChannels(Tensor x) {
    return x.sum(new long[] {1}, true, new org.bytedeco.pytorch.ScalarTypeOptional());
  }

  @Override
  public Tensor maxPool(Tensor x) {
    return torch.max_pool2d(x, POOL_KERNEL, POOL_STRIDE, POOL_PADDING, NO_DILATION, false);
  }

  @Override
  public Tensor avgPool(Tensor x) {
    return torch.avg_pool2d(
        x, POOL_KERNEL, POOL_STRIDE, POOL_PADDING, false, true, new LongOptional());
  }

  @Override
  public Tensor upsample(Tensor x, int r) {
    return torch.upsample_bilinear2d(x, new long[] {x.size(2) * r, x.size(3) * r}, false);
  }

  @Override
  public Tensor pixelShuffle(Tensor x, int r) {
    return torch.pixel_shuffle(x, r);
  }

  @Override
  public Tensor probe(String name, Tensor x) {
    return probe.see(name, x);
  }
}
