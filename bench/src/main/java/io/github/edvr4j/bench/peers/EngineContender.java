package io.github.edvr4j.bench.peers;

import io.github.edvr4j.engine.Engine;
import io.github.edvr4j.engine.Plan;
import io.github.edvr4j.engine.ProbeListener;
import java.util.List;

/** edvr4j's engine on the very graph that the others compute. */
final class EngineContender implements Contender {

  private final String name;
  private final Work work;
  private final Engine engine;
  private final Plan plan;
  private final float[] output;
  private List<float[]> inputs = List.of();

  EngineContender(String name, Work work, int threads) {
    this.name = name;
    this.work = work;
    engine = new Engine(threads);
    plan = engine.plan(work.network(), work.weights(), work.shapes());
    output = new float[plan.outputs().getFirst().elements()];
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void prepare(int round) {
    inputs = work.inputs().apply(round);
  }

  @Override
  public double run() {
    long start = System.nanoTime();
    plan.run(inputs, List.of(output), ProbeListener.NONE);
    return (System.nanoTime() - start) / 1e9;
  }

  @Override
  public float[] result() {
    return output;
  }

  @Override
  public void close() {
    engine.close();
  }
}
