package io.github.edvr4j.weights;

import java.util.List;
import java.util.Map;

/**
 * The tensors of a model file, under the names they have there.
 *
 * @param tensors the chosen set of weights
 * @param metadata what a safetensors file says about itself; else empty
 * @param notes choices made while reading that the user may want to know of, a sentence each
 */
public record Checkpoint(StateDict tensors, Map<String, String> metadata, List<String> notes) {

  public Checkpoint {
    metadata = Map.copyOf(metadata);
    notes = List.copyOf(notes);
  }
}
