package io.github.edvr4j.zoo;

import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.weights.EdvrParameters;
import io.github.edvr4j.weights.Parameter;
import java.util.List;
import java.util.Optional;

/**
 * A published model.
 *
 * @param name what users call it by, such as {@code edvr-m-x4-reds}
 * @param file its file's name, which holds the first digits of the file's SHA-256
 * @param task what it undoes
 * @param config its network
 * @param dataset what it was trained on
 * @param scores what its makers measured; empty where they published nothing
 * @param maker the project that published it, with its address
 * @param licence SPDX identifier
 * @param origin where the file is fetched from; empty for a model that comes with edvr4j
 */
public record KnownModel(
    String name,
    String file,
    Task task,
    EdvrConfig config,
    String dataset,
    List<Score> scores,
    String maker,
    String licence,
    Optional<Origin> origin) {

  public KnownModel {
    scores = List.copyOf(scores);
  }

  /** How many values its network has. */
  public long parameters() {
    return EdvrParameters.of(config).stream().mapToLong(Parameter::elements).sum();
  }
}
