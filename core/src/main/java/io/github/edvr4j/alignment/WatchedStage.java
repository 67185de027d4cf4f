package io.github.edvr4j.alignment;

import io.github.edvr4j.engine.Engine;
import io.github.edvr4j.engine.Network;
import io.github.edvr4j.engine.Plan;
import io.github.edvr4j.engine.ProbeListener;
import io.github.edvr4j.ops.Ops;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A stage of the network on the engine that also gives out what the network names. */
public final class WatchedStage {

  /**
   * What a run computed.
   *
   * @param results what the stage gives
   * @param probes what it names
   */
  public record Values(List<Field> results, Map<String, Field> probes) {

    /**
     * What the stage calls so.
     *
     * @throws IllegalArgumentException if the stage has no such name
     */
    public Field probe(String name) {
      Field value = probes.get(name);
      if (value == null) {
        throw new IllegalArgumentException("%s is not among %s".formatted(name, probes.keySet()));
      }
      return value;
    }
  }

  private final Plan plan;
  private final List<String> names = new ArrayList<>();

  /**
   * @param inputs shapes of what the stage takes
   * @throws io.github.edvr4j.EdvrException if a weight is missing, or memory doesn't suffice
   */
  public WatchedStage(Engine engine, Weights weights, Network stage, List<Shape> inputs) {
    plan = engine.plan(new Watched(stage), weights, inputs);
  }

  /** Shapes of what the stage gives, without what it names. */
  public List<Shape> results() {
    return plan.outputs().subList(0, plan.outputs().size() - names.size());
  }

  /**
   * Computes the stage.
   *
   * @param inputs of the shapes that were said
   */
  public Values run(List<Field> inputs) {
    List<Field> outputs = plan.outputs().stream().map(Field::zeros).toList();
    plan.run(arrays(inputs), arrays(outputs), ProbeListener.NONE);
    int results = outputs.size() - names.size();
    Map<String, Field> probes = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      probes.put(names.get(i), outputs.get(results + i));
    }
    return new Values(outputs.subList(0, results), probes);
  }

  private static List<float[]> arrays(List<Field> fields) {
    return fields.stream().map(Field::values).toList();
  }

  /** The stage with what it names behind what it gives. */
  private final class Watched implements Network {
    private final Network stage;

    Watched(Network stage) {
      this.stage = stage;
    }

    @Override
    public <T> List<T> apply(Ops<T> ops, List<T> inputs) {
      ProbeRecorder<T> recorder = new ProbeRecorder<>(ops);
      List<T> outputs = new ArrayList<>(stage.apply(recorder, inputs));
      recorder
          .probes()
          .forEach(
              (name, value) -> {
                names.add(name);
                outputs.add(value);
              });
      return outputs;
    }
  }
}
