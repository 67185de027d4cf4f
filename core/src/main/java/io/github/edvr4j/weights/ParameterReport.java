package io.github.edvr4j.weights;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a checkpoint differs from what a network expects.
 *
 * @param missing expected parameters that the checkpoint lacks
 * @param unexpected tensors that the network has no use for
 * @param mismatched parameters of another shape or of no floating-point type
 */
public record ParameterReport(
    List<String> missing, List<String> unexpected, List<String> mismatched) {

  private static final int LISTED = 3;

  public ParameterReport {
    missing = List.copyOf(missing);
    unexpected = List.copyOf(unexpected);
    mismatched = List.copyOf(mismatched);
  }

  /** Compares tensors under BasicSR's names with the parameters of a network. */
  public static ParameterReport compare(
      List<Parameter> expected, Map<String, StoredTensor> tensors) {
    List<String> missing = new ArrayList<>();
    List<String> mismatched = new ArrayList<>();
    Set<String> known = new HashSet<>();
    for (Parameter parameter : expected) {
      known.add(parameter.name());
      StoredTensor tensor = tensors.get(parameter.name());
      if (tensor == null) {
        missing.add(parameter.toString());
      } else if (!tensor.shape().equals(parameter.shape()) || !tensor.dtype().isFloat()) {
        mismatched.add("%s but the file has %s".formatted(parameter, tensor));
      }
    }
    List<String> unexpected =
        tensors.entrySet().stream()
            .filter(entry -> !known.contains(entry.getKey()))
            .map(entry -> entry.getKey() + " " + entry.getValue().shapeText())
            .toList();
    return new ParameterReport(missing, unexpected, mismatched);
  }

  /** Whether there is no difference. */
  public boolean isEmpty() {
    return missing.isEmpty() && unexpected.isEmpty() && mismatched.isEmpty();
  }

  /** The differences in one line; of many alike the first {@value #LISTED}. */
  @Override
  public String toString() {
    return Stream.of(
            listed("missing", missing),
            listed("unexpected", unexpected),
            listed("of the wrong shape or type", mismatched))
        .flatMap(Optional::stream)
        .collect(Collectors.joining(", "));
  }

  private static Optional<String> listed(String what, List<String> parameters) {
    int left = parameters.size() - LISTED;
    return parameters.isEmpty()
        ? Optional.empty()
        : Optional.of(
            parameters.stream()
                .limit(LISTED)
                .collect(
                    Collectors.joining(
                        "; ",
                        "%d %s (".formatted(parameters.size(), what),
                        left > 0 ? "; and %d more)".formatted(left) : ")")));
  }
}
