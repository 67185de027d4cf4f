package io.github.edvr4j.engine;

import io.github.edvr4j.engine.Op.Concat;
import io.github.edvr4j.engine.Op.Conv;

/** The convolution of a concatenation reads the parts where they are. */
final class ConvOfParts extends Rewrite {

  @Override
  Node replace(Node node, Pass pass) {
    if (node.op() instanceof Conv conv
        && conv.parts() == 1
        && conv.steps().isEmpty()
        && pass.input(node, 0).op() instanceof Concat) {
      var parts = pass.input(node, 0).inputs();
      Op op =
          new Conv(
              conv.layer(), conv.from(), parts.size(), conv.bias(), conv.shuffle(), conv.steps());
      return pass.put(node, op, parts);
    }
    return pass.keep(node);
  }
}
