package io.github.edvr4j.train.loop;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.train.loop.ParameterGroup.Part;
import io.github.edvr4j.weights.Checkpoint;
import io.github.edvr4j.weights.Checkpoints;
import io.github.edvr4j.weights.Dtype;
import io.github.edvr4j.weights.EdvrParameters;
import io.github.edvr4j.weights.Parameter;
import io.github.edvr4j.weights.SafetensorsWriter;
import io.github.edvr4j.weights.StateDict;
import io.github.edvr4j.weights.StoredTensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A training as a file that it can be taken up from exactly: safetensors with the weights, what the
 * optimiser remembers and the running average, and in the metadata how far the training is.
 */
final class TrainingState {

  private static final String FORMAT = "edvr4j.training";
  private static final String VERSION = "1";
  private static final String NOT_OURS =
      "is no training state that edvr4j wrote; after a training with BasicSR, begin with its model"
          + " (path:pretrain_network_g)";

  private TrainingState() {}

  /**
   * @throws EdvrException (OUTPUT) if the file cannot be written
   */
  static void write(Path file, Learner learner, Progress progress, Recoveries recoveries) {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    for (Part part : Part.values()) {
      tensors.putAll(learner.tensors(part, part.key() + "/"));
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(FORMAT, VERSION);
    metadata.put("iteration", String.valueOf(progress.iteration()));
    metadata.put("batch", String.valueOf(progress.batch()));
    for (ParameterGroup group : learner.groups()) {
      metadata.put("steps." + group.kind(), String.valueOf(group.steps()));
    }
    metadata.putAll(recoveries.toMetadata());
    SafetensorsWriter.write(file, new StateDict("state", tensors), metadata, Dtype.FLOAT32);
  }

  /** What a file says, and how the learner stood then. */
  record Resumed(Progress progress, Recoveries recoveries) {}

  /**
   * Brings a learner to where it was when the file was written.
   *
   * @throws EdvrException (MODEL) if the file cannot be read, is no such state, or is that of
   *     another network
   */
  static Resumed read(Path file, Learner learner) {
    Checkpoint state = contents(file);
    Map<String, String> metadata = state.metadata();
    if (!VERSION.equals(metadata.get(FORMAT))) {
      throw malformed(file, NOT_OURS);
    }
    for (Part part : Part.values()) {
      for (Parameter parameter : EdvrParameters.of(learner.config())) {
        String name = part.key() + "/" + parameter.name();
        boolean fits =
            state.tensors().find(name).map(StoredTensor::shape).stream()
                .anyMatch(parameter.shape()::equals);
        if (!fits) {
          throw malformed(
              file,
              "is a state of another network: %s should be %s".formatted(name, parameter.shape()));
        }
        learner.set(part, parameter.name(), state.tensors().get(name, parameter.elements()));
      }
    }
    for (ParameterGroup group : learner.groups()) {
      group.steps(number(file, metadata, "steps." + group.kind()));
    }
    return new Resumed(
        new Progress(number(file, metadata, "iteration"), number(file, metadata, "batch")),
        Recoveries.ofMetadata(metadata));
  }

  private static Checkpoint contents(Path file) {
    try {
      return Checkpoints.read(file);
    } catch (EdvrException e) {
      throw new EdvrException(
          Category.MODEL, "%s %s (%s)".formatted(file, NOT_OURS, e.getMessage()), e);
    }
  }

  private static long number(Path file, Map<String, String> metadata, String key) {
    try {
      return Long.parseLong(metadata.getOrDefault(key, ""));
    } catch (NumberFormatException e) {
      throw malformed(file, "says nothing of its " + key);
    }
  }

  private static EdvrException malformed(Path file, String what) {
    return new EdvrException(Category.MODEL, "%s %s".formatted(file, what));
  }
}
