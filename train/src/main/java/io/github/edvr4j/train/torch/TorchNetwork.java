package io.github.edvr4j.train.torch;

import io.github.edvr4j.model.Edvr;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.weights.EdvrParameters;
import io.github.edvr4j.weights.Parameter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import org.bytedeco.javacpp.PointerScope;
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

  private final Edvr edvr;
  private final TorchOps ops;
  private final SequencedMap<String, Tensor> parameters = new LinkedHashMap<>();
  private final Map<String, List<Tensor>> offsets = new LinkedHashMap<>();

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
    offsets.clear();
    // The layout in which oneDNN and cuDNN convolve fastest; the operations keep it.
    return edvr.restore(
        ops, frames.stream().map(x -> x.contiguous(torch.MemoryFormat.ChannelsLast)).toList());
  }

  private void probe(String name, Tensor x) {
    if (name.endsWith(OFFSET)) {
      offsets
          .computeIfAbsent(
              name.substring(0, name.length() - OFFSET.length()), _ -> new ArrayList<>())
          .add(x);
    }
  }

  /**
   * Mean |offset| of each deformable convolution in the last {@link #restore}, by the layer's name,
   * in pixels of its level. To be asked for while that pass's {@code PointerScope} is open.
   */
  public Map<String, Double> offsetMeans() {
    Map<String, Double> means = new LinkedHashMap<>();
    offsets.forEach(
        (layer, ofNeighbours) ->
            means.put(
                layer,
                ofNeighbours.stream()
                    .mapToDouble(offset -> offset.detach().abs().mean().item_double())
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
