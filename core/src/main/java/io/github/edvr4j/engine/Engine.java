package io.github.edvr4j.engine;

import io.github.edvr4j.kernel.Kernels;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.tensor.Shape;
import java.util.List;

/**
 * Runs networks on the processor's cores. Plans are made for a size and may be run again and again;
 * one at a time, from any thread.
 */
public final class Engine implements AutoCloseable {

  private final Kernels kernels;
  private final Workers workers;
  private final Workspace workspace;

  /**
   * An engine with the best kernels of this machine.
   *
   * @param threads how many threads compute, at least 1
   */
  public Engine(int threads) {
    this(Kernels.best(), threads);
  }

  Engine(Kernels kernels, int threads) {
    this.kernels = kernels;
    workers = new Workers(threads);
    workspace = new Workspace(threads);
  }

  /**
   * Traces a network for inputs of certain shapes and makes it ready to run.
   *
   * @param inputs shapes of (1, C, H, W): the engine computes item by item
   * @throws IllegalArgumentException if the shapes don't suit the network
   * @throws io.github.edvr4j.EdvrException if a weight is missing, or memory doesn't suffice
   */
  public Plan plan(Network network, Weights weights, List<Shape> inputs) {
    return plan(Rewrite.all(Tracer.trace(network, inputs)), packed(weights));
  }

  Plan plan(Graph graph, PackedWeights packed) {
    return plan(graph, packed, WorkListener.NONE);
  }

  Plan plan(Graph graph, PackedWeights packed, WorkListener work) {
    return new Plan(this, graph, packed, work);
  }

  PackedWeights packed(Weights weights) {
    return new PackedWeights(weights, kernels.gemm());
  }

  /** How many threads compute. */
  public int threads() {
    return workers.threads();
  }

  /** Floats that one instruction works on; 1 where the Vector API is missing. */
  public int lanes() {
    return kernels.lanes();
  }

  Kernels kernels() {
    return kernels;
  }

  Workers workers() {
    return workers;
  }

  Workspace workspace() {
    return workspace;
  }

  @Override
  public void close() {
    workers.close();
  }
}
