package io.github.edvr4j.engine;

/** Probes that nobody reads at this place are gone. */
final class DropProbes extends Rewrite {

  @Override
  Node replace(Node node, Pass pass) {
    return node.op() instanceof Op.Probe ? pass.input(node, 0) : pass.keep(node);
  }
}
