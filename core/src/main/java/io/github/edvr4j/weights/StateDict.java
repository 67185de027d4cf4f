package io.github.edvr4j.weights;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.ops.Weights;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Named tensors in a fixed order, as PyTorch's {@code state_dict}. Values are read from the file
 * when first asked for and kept from then on. Safe for use by several threads.
 */
public final class StateDict implements Weights {

  private final String source;
  private final Map<String, StoredTensor> tensors;
  private final Map<String, float[]> values = new ConcurrentHashMap<>();

  /**
   * @param source where the tensors come from, for messages
   * @param tensors by name; their order is kept
   */
  public StateDict(String source, Map<String, StoredTensor> tensors) {
    this.source = source;
    this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  /** Where the tensors come from, for messages. */
  public String source() {
    return source;
  }

  /** The tensors by name, in order. */
  public Map<String, StoredTensor> tensors() {
    return tensors;
  }

  /** The names, in order. */
  public Set<String> names() {
    return tensors.keySet();
  }

  /** One tensor, if there is one of that name. */
  public Optional<StoredTensor> find(String name) {
    return Optional.ofNullable(tensors.get(name));
  }

  @Override
  public float[] get(String name, int elements) {
    StoredTensor tensor =
        find(name)
            .orElseThrow(
                () ->
                    new EdvrException(
                        EdvrException.Category.MODEL,
                        "%s has no parameter %s".formatted(source, name)));
    if (tensor.elements() != elements || !tensor.dtype().isFloat()) {
      throw new EdvrException(
          EdvrException.Category.MODEL,
          "%s: %s is %s, but %d floats are needed".formatted(source, name, tensor, elements));
    }
    return values.computeIfAbsent(name, key -> tensor.floats());
  }
}
