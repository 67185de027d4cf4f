package io.github.edvr4j.train.loop;

import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.train.data.Batch;
import io.github.edvr4j.train.loop.ParameterGroup.Kind;
import io.github.edvr4j.train.loop.ParameterGroup.Part;
import io.github.edvr4j.train.options.AlignmentOptions.Lesson;
import io.github.edvr4j.train.options.TrainOptions;
import io.github.edvr4j.train.torch.Tensors;
import io.github.edvr4j.train.torch.TorchDevice;
import io.github.edvr4j.train.torch.TorchNetwork;
import io.github.edvr4j.train.torch.TorchNetwork.OffsetSource;
import io.github.edvr4j.weights.EdvrParameters;
import io.github.edvr4j.weights.Parameter;
import io.github.edvr4j.weights.StoredTensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/** A network and what it takes to train it by one step. */
final class Learner implements AutoCloseable {

  /**
   * Pixels by which offsets may be worse than zero, which is all but right where windows hardly
   * move and as good as what a network that never learnt to align predicts.
   */
  private static final double LEEWAY = 1;

  private final TorchNetwork network;
  private final TorchDevice device;
  private final TrainOptions options;
  private final List<ParameterGroup> groups;
  private final Adam adam;
  private final Average average;
  private final TorchCharbonnier loss;
  private final OffsetFidelity fidelity;

  /**
   * What a step found, before it changed anything.
   *
   * @param loss mean per value of the output; where the offsets are learnt alone, theirs
   * @param plain the same of enlarging the centre frames without a network, or of offsets of zero
   *     and a pixel more
   * @param gradientNorm Euclidean length of the gradient of all trained parameters
   * @param offsets mean |offset| by deformable convolution
   * @param offsetErrors mean distance of the offsets from known motion by deformable convolution,
   *     as a factor of the motion, of the cascade in pixels; empty where it is not looked at
   */
  record Findings(
      double loss,
      double plain,
      double gradientNorm,
      Map<String, Double> offsets,
      Map<String, Double> offsetErrors) {}

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
    this.groups =
        ParameterGroup.of(network.parameters(), averages(), options.alignment().offsetsApart());
    this.adam = new Adam(options.adam());
    this.average = new Average(options.averageDecay());
    this.loss = new TorchCharbonnier(options.loss());
    this.fidelity = new OffsetFidelity(options.alignment().offsetLoss());
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

  /** Before a step: what it does not train stands still. */
  void prepare(long iteration) {
    boolean offsetsAlone = options.alignment().lesson(iteration).offsetsAlone();
    boolean fusionAlone = iteration < options.tsaIterations().orElse(0);
    for (ParameterGroup group : groups) {
      Kind kind = group.kind();
      group.freeze(
          offsetsAlone
              ? !kind.predictsOffsets()
                  && !(kind == Kind.FEATURES && options.alignment().features())
              : fusionAlone && kind != Kind.FUSION);
    }
  }

  /** Computes loss and gradients of a batch of which the pixels are learnt alone. */
  Findings look(Batch batch) {
    return look(batch, 0, Lesson.PIXELS);
  }

  /**
   * Computes loss and gradients of a batch; {@link #update} may follow.
   *
   * @param number of the batch
   * @param lesson what is learnt from it
   */
  Findings look(Batch batch, long number, Lesson lesson) {
    try (PointerScope _ = new PointerScope()) {
      groups.forEach(ParameterGroup::forgetGradients);
      List<Tensor> low = batch.low().stream().map(frames -> Tensors.of(frames, device)).toList();
      Optional<OffsetTargets> targets =
          lesson.needsMotion()
              ? Optional.of(new OffsetTargets(batch.motion(), config(), device))
              : Optional.empty();
      return lesson.offsetsAlone()
          ? predict(low, targets.orElseThrow())
          : restore(low, batch.high(), number, lesson, targets);
    }
  }

  private Findings predict(List<Tensor> low, OffsetTargets targets) {
    network.predict(low, options.alignment().features());
    OffsetFidelity.Result result = fidelity.of(network.predicted(), targets);
    result.loss().backward();
    return new Findings(
        result.loss().item_double(),
        result.still() + LEEWAY,
        gradientNorm(),
        network.offsetMeans(),
        result.errors());
  }

  private Findings restore(
      List<Tensor> low,
      io.github.edvr4j.tensor.Tensor target,
      long number,
      Lesson lesson,
      Optional<OffsetTargets> targets) {
    Tensor high = Tensors.of(target, device);
    int windows = target.shape().n();
    OffsetSource offsets =
        targets
            .filter(_ -> lesson.forced() > 0)
            .<OffsetSource>map(
                known ->
                    new TeacherForcing(known, lesson.forced(), number * windows, windows, device))
            .orElse(OffsetSource.OWN);
    Tensor pixels = loss.of(network.restore(low, offsets), high);
    Optional<OffsetFidelity.Result> aligned =
        targets.map(known -> fidelity.of(network.predicted(), known));
    Tensor total =
        aligned
            .filter(_ -> lesson.offsetWeight() > 0)
            .map(
                result ->
                    pixels.add(
                        result
                            .loss()
                            .mul(new Scalar(loss.total(lesson.offsetWeight(), high.numel())))))
            .orElse(pixels);
    total.backward();
    return new Findings(
        loss.perValue(pixels.item_double(), high.numel()),
        plain(low.get(config().centre()), high),
        gradientNorm(),
        network.offsetMeans(),
        aligned.map(OffsetFidelity.Result::errors).orElse(Map.of()));
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
          double base = group.kind().within() == Kind.DEFORMABLE ? deformableRate : rate;
          adam.step(
              group,
              group.kind().predictsOffsets() ? base * options.alignment().offsetFactor() : base);
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
    return groups.stream().filter(group -> group.holds(name)).findFirst().orElseThrow();
  }

  @Override
  public void close() {
    groups.forEach(ParameterGroup::close);
    network.close();
  }
}
