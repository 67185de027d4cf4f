package io.github.edvr4j.train.loop;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.train.options.PathOptions;
import io.github.edvr4j.train.options.TrainingOptions;
import io.github.edvr4j.train.torch.OfficialInitialisation;
import io.github.edvr4j.weights.Checkpoint;
import io.github.edvr4j.weights.EdvrCheckpoint;
import io.github.edvr4j.weights.EdvrParameters;
import io.github.edvr4j.weights.Parameter;
import io.github.edvr4j.weights.ParameterReport;
import io.github.edvr4j.weights.StateDict;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/** What a network is before its first step. */
final class StartingWeights {

  private StartingWeights() {}

  /**
   * The official initialisation, with what a model file has of it in its place.
   *
   * @throws EdvrException (MODEL) if the model file cannot be read, or does not fit and has to
   */
  static Weights of(TrainingOptions options, Consumer<String> warnings) {
    EdvrConfig config = options.network();
    Weights initial = OfficialInitialisation.of(config, options.seed());
    PathOptions path = options.path();
    return path.pretrained()
        .map(file -> over(initial, config, file, path, warnings))
        .orElse(initial);
  }

  private static Weights over(
      Weights initial, EdvrConfig config, Path file, PathOptions path, Consumer<String> warnings) {
    Checkpoint checkpoint = EdvrCheckpoint.parts(file, path.weightSet());
    checkpoint.notes().forEach(warnings);
    StateDict given = checkpoint.tensors();
    List<Parameter> expected = EdvrParameters.of(config);
    ParameterReport report = ParameterReport.compare(expected, given.tensors());
    if (path.strict() && !report.isEmpty()) {
      throw new EdvrException(
          Category.MODEL,
          "%s does not hold the parameters of network_g (path:strict_load_g=false takes what fits): %s"
              .formatted(file, report));
    }
    if (!report.isEmpty()) {
      warnings.accept(
          "%s fits in part, and the rest of the network starts anew: %s".formatted(file, report));
    }
    return (name, elements) ->
        fits(given, expected, name) ? given.get(name, elements) : initial.get(name, elements);
  }

  private static boolean fits(StateDict given, List<Parameter> expected, String name) {
    return expected.stream()
        .filter(parameter -> parameter.name().equals(name))
        .anyMatch(
            parameter ->
                given
                    .find(name)
                    .filter(tensor -> tensor.shape().equals(parameter.shape()))
                    .filter(tensor -> tensor.dtype().isFloat())
                    .isPresent());
  }
}
