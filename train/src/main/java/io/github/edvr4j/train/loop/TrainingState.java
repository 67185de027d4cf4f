package io.github.edvr4j.train.loop;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.EdvrException.Category;
import io.github.edvr4j.train.loop.ParameterGroup.Part;
import io.github.edvr4j.train.loop.StabilityGuard.Memory;
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
 * optimiser remembers and the running average if there is one, and in the metadata how far the
 * training is and what the guard knows.
 */
final class TrainingState {

  private static final String FORMAT = "edvr4j.training";
  private static final String VERSION = "1";
  private static final String NOT_OURS =
      "is no training state that edvr4j wrote; after a training with BasicSR, begin with its model"
          + " (path:pretrain_network_g)";

  private static final String ITERATION = "iteration";
  private static final String BATCH = "batch";
  private static final String CPU_SECONDS = "cpu_seconds";
  private static final String STEPS = "steps.";
  private static final String SEED = "order.seed";
  private static final String BATCH_SIZE = "order.batch_size";
  private static final String RATE = "guard.rate";
  private static final String DEFORMABLE_RATE = "guard.deformable_rate";
  private static final String CHANGED = "guard.changed";
  private static final String RECOVERIES = "guard.recoveries";
  private static final String USUAL = "guard.usual";
  private static final String LOWEST = "guard.lowest";
  private static final String ABOVE_OFFSET_LIMIT = "guard.steps_above_offset_limit";
  private static final String ABOVE_USUAL = "guard.steps_above_usual";

  private TrainingState() {}

  /** Where a training stands, beside its learner. */
  record Resumed(Position position, Order order, Recoveries recoveries, Memory memory) {}

  /**
   * @throws EdvrException (OUTPUT) if the file cannot be written
   */
  static void write(Path file, Learner learner, Resumed training) {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    for (Part part : learner.parts()) {
      tensors.putAll(learner.tensors(part, prefix(part)));
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(FORMAT, VERSION);
    metadata.put(ITERATION, String.valueOf(training.position().iteration()));
    metadata.put(BATCH, String.valueOf(training.position().batch()));
    metadata.put(CPU_SECONDS, String.valueOf(training.position().cpuSeconds()));
    for (ParameterGroup group : learner.groups()) {
      metadata.put(STEPS + group.kind(), String.valueOf(group.steps()));
    }
    metadata.putAll(history(training.order(), training.recoveries(), training.memory()));
    SafetensorsWriter.write(file, new StateDict("state", tensors), metadata, Dtype.FLOAT32);
  }

  private static Map<String, String> history(Order order, Recoveries recoveries, Memory memory) {
    Map<String, String> history = new LinkedHashMap<>();
    history.put(SEED, String.valueOf(order.seed()));
    history.put(BATCH_SIZE, String.valueOf(order.batch()));
    history.put(RATE, String.valueOf(recoveries.rate()));
    history.put(DEFORMABLE_RATE, String.valueOf(recoveries.deformableRate()));
    history.put(CHANGED, String.valueOf(recoveries.changed()));
    history.put(RECOVERIES, StateMetadata.join(recoveries.steps()));
    history.put(USUAL, StateMetadata.join(memory.usual()));
    history.put(LOWEST, String.valueOf(memory.lowest()));
    history.put(ABOVE_OFFSET_LIMIT, String.valueOf(memory.stepsAboveOffsetLimit()));
    history.put(ABOVE_USUAL, String.valueOf(memory.stepsAboveUsual()));
    return history;
  }

  private static String prefix(Part part) {
    return part.key() + "/";
  }

  /**
   * Opens a file that {@link #restore} can use.
   *
   * @throws EdvrException (MODEL) if the file cannot be read or is no such state
   */
  static Checkpoint open(Path file) {
    Checkpoint state;
    try {
      state = Checkpoints.read(file);
    } catch (EdvrException e) {
      throw new EdvrException(
          Category.MODEL, "%s %s (%s)".formatted(file, NOT_OURS, e.getMessage()), e);
    }
    if (!VERSION.equals(state.metadata().get(FORMAT))) {
      throw new EdvrException(Category.MODEL, "%s %s".formatted(file, NOT_OURS));
    }
    return state;
  }

  /**
   * Brings a learner to where it was when a state was written. An average that the state does not
   * have begins with the weights.
   *
   * @param now the order of the training that goes on, which a state of an earlier version does not
   *     have
   * @throws EdvrException (MODEL) if it is the state of another network, or damaged
   */
  static Resumed restore(Path file, Checkpoint state, Learner learner, Order now) {
    for (Parameter parameter : EdvrParameters.of(learner.config())) {
      for (Part part : learner.parts()) {
        boolean absent =
            part == Part.AVERAGE && state.tensors().find(name(part, parameter)).isEmpty();
        learner.set(
            part, parameter.name(), values(file, state, absent ? Part.VALUES : part, parameter));
      }
    }
    Map<String, String> said = history(now, Recoveries.NONE, Memory.NONE);
    said.put(CPU_SECONDS, "0");
    said.putAll(state.metadata());
    StateMetadata metadata = new StateMetadata(file, said);
    for (ParameterGroup group : learner.groups()) {
      String own = STEPS + group.kind();
      group.steps(metadata.count(said.containsKey(own) ? own : STEPS + group.kind().within()));
    }
    return new Resumed(
        new Position(metadata.count(ITERATION), metadata.count(BATCH), metadata.count(CPU_SECONDS)),
        new Order(metadata.whole(SEED), metadata.count(BATCH_SIZE)),
        new Recoveries(
            metadata.factor(RATE),
            metadata.factor(DEFORMABLE_RATE),
            metadata.count(CHANGED),
            metadata.counts(RECOVERIES)),
        new Memory(
            metadata.amounts(USUAL),
            metadata.limit(LOWEST),
            metadata.small(ABOVE_OFFSET_LIMIT),
            metadata.small(ABOVE_USUAL)));
  }

  private static String name(Part part, Parameter parameter) {
    return prefix(part) + parameter.name();
  }

  private static float[] values(Path file, Checkpoint state, Part part, Parameter parameter) {
    String name = name(part, parameter);
    boolean fits =
        state.tensors().find(name).map(StoredTensor::shape).stream()
            .anyMatch(parameter.shape()::equals);
    if (!fits) {
      throw new EdvrException(
          Category.MODEL,
          "%s is a state of another network: %s should be %s"
              .formatted(file, name, parameter.shape()));
    }
    return state.tensors().get(name, parameter.elements());
  }
}
