package io.github.edvr4j.engine;

import io.github.edvr4j.engine.Op.Conv;
import io.github.edvr4j.engine.Op.PixelShuffle;
import java.util.List;

/** A pixel shuffle becomes the order in which the convolution before it writes. */
final class FuseShuffle extends Rewrite {

  @Override
  Node replace(Node node, Pass pass) {
    if (node.op() instanceof PixelShuffle(int r)
        && pass.onlyUse(node, 0)
        && pass.input(node, 0).op() instanceof Conv conv
        && conv.shuffle() == 1
        && conv.steps().isEmpty()) {
      Op op = new Conv(conv.layer(), conv.from(), conv.parts(), conv.bias(), r, List.of());
      return pass.put(node, op, pass.input(node, 0).inputs());
    }
    return pass.keep(node);
  }
}
