package io.github.edvr4j.train.torch;

import io.github.edvr4j.model.Edvr;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.model.Pyramid;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.weights.EdvrParameters;
import io.github.edvr4j.weights.Parameter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * An EDVR whose parameters are libtorch tensors that gradients flow into.
 *
 * <p>The parameters live until {@link #close}; everything else that a pass makes belongs to the
 * {@code PointerScope} around it.
 */
public final class TorchNetwork implements AutoCloseable {

  private static final String OFFSET = ".offset";
  private static final String MASK = ".mask";

  /** Where the offsets come from that a deformable convolution samples with. */
  public interface OffsetSource {

    /** The network itself. */
    OffsetSource OWN = (_, _, predicted) -> predicted;

    /**
     * @param layer the deformable convolution's name
     * @param frame place in the window of the frame that is aligned
     * @param predicted (B, 2 G K, H, W), on the tape
     * @return of the same shape
     */
    Tensor use(String layer, int frame, Tensor predicted);
  }

  /**
   * What a deformable convolution's own layer predicted for one frame of the windows.
   *
   * @param offset (B, 2 G K, H, W), on the tape
   * @param mask (B, G K, H, W), on the tape; empty until it is computed
   */
  public record Predicted(Tensor offset, Optional<Tensor> mask) {}

  private final Edvr edvr;
  private final TorchOps ops;
  private final SequencedMap<String, Tensor> parameters = new LinkedHashMap<>();
  private final Map<String, List<Predicted>> predicted = new LinkedHashMap<>();
  private OffsetSource source = OffsetSource.OWN;

  private TorchNetwork(EdvrConfig config) {
    this.edvr = new Edvr(config);
    this.ops = new TorchOps((name, _) -> parameter(name), this::probe);
  }

  /**
   * A network with copies of these weights.
   *
   * @throws io.github.edvr4j.EdvrException (MODEL) if a parameter is missing, (USAGE) if the device
   *     is not there
   */
  public static TorchNetwork of(EdvrConfig config, Weights weights, TorchDevice device) {
    device.requireAvailable();
    TorchNetwork network = new TorchNetwork(config);
    try {
      EdvrParameters.of(config).forEach(parameter -> network.add(parameter, weights, device));
    } catch (RuntimeException e) {
      network.close();
      throw e;
    }
    return network;
  }

  private void add(Parameter parameter, Weights weights, TorchDevice device) {
    long[] extents = parameter.shape().stream().mapToLong(Integer::longValue).toArray();
    float[] values = weights.get(parameter.name(), parameter.elements());
    try (PointerScope _ = new PointerScope()) {
      Tensor tensor = Tensors.of(values, device, extents).requires_grad_(true);
      parameters.put(parameter.name(), tensor.retainReference());
    }
  }

  private Tensor parameter(String name) {
    return Objects.requireNonNull(parameters.get(name), name);
  }

  /** What the network was made from. */
  public EdvrConfig config() {
    return edvr.config();
  }

  /**
   * The parameters by state-dict name, in the order of {@link EdvrParameters}; don't close them.
   */
  public SequencedMap<String, Tensor> parameters() {
    return Collections.unmodifiableSequencedMap(parameters);
  }

  /**
   * The restored centre frames of a batch of windows, on the tape.
   *
   * @param frames {@link EdvrConfig#frames} tensors of (B, 3, H, W), in time order, RGB in [0, 1]
   * @return (B, 3, H', W')
   */
  public Tensor restore(List<Tensor> frames) {
    return restore(frames, OffsetSource.OWN);
  }

  /**
   * The same, aligned with offsets from elsewhere.
   *
   * @param offsets in place of those that the network predicts
   */
  public Tensor restore(List<Tensor> frames, OffsetSource offsets) {
    begin(offsets);
    return edvr.restore(ops, channelsLast(frames));
  }

  /**
   * Predicts the offsets of the three levels, and aligns and restores nothing; {@link #predicted}
   * has them.
   *
   * @param frames as in {@link #restore}
   * @param withFeatures whether gradients flow into the features too
   */
  public void predict(List<Tensor> frames, boolean withFeatures) {
    begin(OffsetSource.OWN);
    List<Pyramid<Tensor>> pyramids = new ArrayList<>();
    for (Tensor frame : channelsLast(frames)) {
      pyramids.add(features(frame, withFeatures));
    }
    Pyramid<Tensor> reference = pyramids.get(config().centre());
    pyramids.forEach(neighbour -> edvr.predict(ops, neighbour, reference));
  }

  private Pyramid<Tensor> features(Tensor frame, boolean onTape) {
    if (onTape) {
      return edvr.features(ops, frame);
    }
    try (NoGradGuard _ = new NoGradGuard()) {
      return edvr.features(ops, frame);
    }
  }

  private void begin(OffsetSource offsets) {
    predicted.clear();
    source = offsets;
  }

  /** The layout in which oneDNN and cuDNN convolve fastest; the operations keep it. */
  private static List<Tensor> channelsLast(List<Tensor> frames) {
    return frames.stream().map(x -> x.contiguous(torch.MemoryFormat.ChannelsLast)).toList();
  }

  private Tensor probe(String name, Tensor x) {
    if (name.endsWith(OFFSET)) {
      String layer = name.substring(0, name.length() - OFFSET.length());
      List<Predicted> frames = predicted.computeIfAbsent(layer, _ -> new ArrayList<>());
      frames.add(new Predicted(x, Optional.empty()));
      return source.use(layer, frames.size() - 1, x);
    }
    if (name.endsWith(MASK)) {
      List<Predicted> frames =
          predicted.getOrDefault(name.substring(0, name.length() - MASK.length()), List.of());
      frames.set(frames.size() - 1, new Predicted(frames.getLast().offset(), Optional.of(x)));
    }
    return x;
  }

  /**
   * What each deformable convolution predicted in the last pass, by the layer's name and in the
   * order of the window's frames. To be used while that pass's {@code PointerScope} is open.
   */
  public Map<String, List<Predicted>> predicted() {
    return Collections.unmodifiableMap(predicted);
  }

  /**
   * Mean |offset| of each deformable convolution in the last pass, by the layer's name, in pixels
   * of its level. To be asked for while that pass's {@code PointerScope} is open.
   */
  public Map<String, Double> offsetMeans() {
    Map<String, Double> means = new LinkedHashMap<>();
    predicted.forEach(
        (layer, ofNeighbours) ->
            means.put(
                layer,
                ofNeighbours.stream()
                    .mapToDouble(each -> each.offset().detach().abs().mean().item_double())
                    .average()
                    .orElseThrow()));
    return means;
  }

  @Override
  public void close() {
    parameters.values().forEach(Tensor::close);
    parameters.clear();
  }
}
