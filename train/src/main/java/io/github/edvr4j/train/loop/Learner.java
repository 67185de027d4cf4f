package io.github.edvr4j.train.loop;

import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.train.data.Batch;
import io.github.edvr4j.train.loop.ParameterGroup.Kind;
import io.github.edvr4j.train.loop.ParameterGroup.Part;
import io.github.edvr4j.train.options.TrainOptions;
import io.github.edvr4j.train.torch.Tensors;
import io.github.edvr4j.train.torch.TorchDevice;
import io.github.edvr4j.train.torch.TorchNetwork;
import io.github.edvr4j.weights.EdvrParameters;
import io.github.edvr4j.weights.Parameter;
import io.github.edvr4j.weights.StoredTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** A network and what it takes to train it by one step. */
final class Learner implements AutoCloseable {

  private final TorchNetwork network;
  private final TorchDevice device;
  private final TrainOptions options;
  private final List<ParameterGroup> groups;
  private final Adam adam;
  private final Average average;
  private final TorchCharbonnier loss;

  /**
   * What a step found, before it changed anything.
   *
   * @param loss mean per value of the output
   * @param plain the same of enlarging the centre frames without a network
   * @param gradientNorm Euclidean length of the gradient of all trained parameters
   * @param offsets mean |offset| by deformable convolution
   */
  record Findings(double loss, double plain, double gradientNorm, Map<String, Double> offsets) {}

  /** Learns; closes the network when it is closed itself, or cannot be made. */
  static Learner of(TorchNetwork network, TorchDevice device, TrainOptions options) {
    try {
      return new Learner(network, device, options);
    } catch (RuntimeException | Error e) {
      network.close();
      throw e;
    }
  }

  private Learner(TorchNetwork network, TorchDevice device, TrainOptions options) {
    this.network = network;
    this.device = device;
    this.options = options;
    this.groups = ParameterGroup.of(network.parameters(), averages());
    this.adam = new Adam(options.adam());
    this.average = new Average(options.averageDecay());
    this.loss = new TorchCharbonnier(options.loss());
  }

  EdvrConfig config() {
    return network.config();
  }

  List<ParameterGroup> groups() {
    return groups;
  }

  /** Whether there is a running average of the weights. */
  boolean averages() {
    return options.averageDecay() > 0;
  }

  /** What there is of each parameter. */
  Set<Part> parts() {
    return groups.getFirst().parts();
  }

  /** Before the first of these steps, all but the fusion stands still. */
  void freezeAllButFusion(boolean freeze) {
    groups.stream()
        .filter(group -> group.kind() != Kind.FUSION)
        .forEach(group -> group.freeze(freeze));
  }

  /** Computes loss and gradients of a batch; {@link #update} may follow. */
  Findings look(Batch batch) {
    try (PointerScope _ = new PointerScope()) {
      groups.forEach(ParameterGroup::forgetGradients);
      List<Tensor> low = batch.low().stream().map(frames -> Tensors.of(frames, device)).toList();
      Tensor high = Tensors.of(batch.high(), device);
      Tensor total = loss.of(network.restore(low), high);
      total.backward();
      return new Findings(
          loss.perValue(total.item_double(), high.numel()),
          plain(low.get(config().centre()), high),
          gradientNorm(),
          network.offsetMeans());
    }
  }

  private double plain(Tensor centre, Tensor high) {
    try (NoGradGuard _ = new NoGradGuard()) {
      long scale = config().scale();
      Tensor enlarged =
          scale == 1
              ? centre
              : torch.upsample_bilinear2d(
                  centre, new long[] {centre.size(2) * scale, centre.size(3) * scale}, false);
      return loss.perValue(loss.of(enlarged, high).item_double(), high.numel());
    }
  }

  private double gradientNorm() {
    double squares = 0;
    for (ParameterGroup group : groups) {
      if (!group.frozen()) {
        double norm = group.gradients().norm().item_double();
        squares += norm * norm;
      }
    }
    return Math.sqrt(squares);
  }

  /**
   * Changes the parameters along the gradients that {@link #look} computed.
   *
   * @param rate learning rate
   * @param deformableRate learning rate of the deformable convolutions
   */
  void update(Findings findings, double rate, double deformableRate) {
    try (PointerScope _ = new PointerScope()) {
      options.gradientLimit().ifPresent(limit -> shorten(limit / (findings.gradientNorm() + 1e-6)));
      for (ParameterGroup group : groups) {
        if (!group.frozen()) {
          adam.step(group, group.kind() == Kind.DEFORMABLE ? deformableRate : rate);
        }
        if (averages()) {
          average.update(group);
        }
      }
    }
  }

  private void shorten(double factor) {
    if (factor < 1) {
      groups.forEach(group -> group.gradients().mul_(new Scalar(factor)));
    }
  }

  /** One part of one parameter, copied. */
  float[] get(Part part, String name) {
    return group(name).get(part, name);
  }

  /** Sets one part of one parameter. */
  void set(Part part, String name, float[] values) {
    group(name).set(part, name, values);
  }

  /** One part of all parameters, copied, under their names after a prefix. */
  Map<String, StoredTensor> tensors(Part part, String prefix) {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    for (Parameter parameter : EdvrParameters.of(config())) {
      tensors.put(
          prefix + parameter.name(),
          StoredTensor.of(parameter.shape(), get(part, parameter.name())));
    }
    return tensors;
  }

  private ParameterGroup group(String name) {
    return groups.stream().filter(group -> group.kind() == Kind.of(name)).findFirst().orElseThrow();
  }

  @Override
  public void close() {
    groups.forEach(ParameterGroup::close);
    network.close();
  }
}
