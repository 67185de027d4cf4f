package io.github.edvr4j.engine;

import io.github.edvr4j.engine.Op.Deform;
import io.github.edvr4j.engine.Op.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A probe on a deformable convolution's offset is taken into the convolution, which reads every
 * offset anyway.
 */
final class WatchOffsets extends Rewrite {

  @Override
  Node replace(Node node, Pass pass) {
    if (node.op() instanceof Deform deform && pass.input(node, 1).op() instanceof Probe(var name)) {
      List<Integer> inputs = new ArrayList<>(pass.inputs(node));
      inputs.set(1, pass.input(node, 1).inputs().getFirst());
      Op watching = new Deform(deform.layer(), deform.mask(), Optional.of(name), deform.steps());
      return pass.put(node, watching, inputs);
    }
    return pass.keep(node);
  }
}
