package io.github.edvr4j.engine;

import io.github.edvr4j.engine.Op.Pointwise;
import io.github.edvr4j.engine.Op.Upsample;
import java.util.List;

/** An enlarged value that is then scaled is scaled as it is enlarged. */
final class ScaleWhileUpsampling extends Rewrite {

  @Override
  Node replace(Node node, Pass pass) {
    if (node.op() instanceof Pointwise(var steps)
        && steps.size() == 1
        && steps.getFirst() instanceof Step.Scale(float k)
        && pass.onlyUse(node, 0)
        && pass.input(node, 0).op() instanceof Upsample(int r, float before)) {
      List<Integer> x = pass.input(node, 0).inputs();
      return pass.put(node, new Upsample(r, before * k), x);
    }
    return pass.keep(node);
  }
}
