package io.github.edvr4j.engine;

import io.github.edvr4j.engine.Op.Conv;
import io.github.edvr4j.kernel.Kernels;

/** Chooses how a convolution is computed. */
final class ConvTasks {

  private ConvTasks() {}

  static Task of(Kernels kernels, Graph graph, Node node, Conv op, PackedWeights packed) {
    return WinogradTask.suits(op.layer())
        ? new WinogradTask(kernels, graph, node, op, packed)
        : new GemmConvTask(kernels, graph, node, op, packed);
  }

  /** Channels that the convolution reads, all parts together. */
  static int depth(Graph graph, Node node, Conv op) {
    int depth = 0;
    for (int part = 0; part < op.parts(); part++) {
      depth += graph.input(node, part).shape().c();
    }
    return depth;
  }
}
