package io.github.edvr4j.engine;

import io.github.edvr4j.engine.Op.Channels;
import io.github.edvr4j.engine.Op.Deform;
import io.github.edvr4j.engine.Op.Deform.Mask;
import io.github.edvr4j.engine.Op.Pointwise;
import io.github.edvr4j.ops.DeformConv2d;
import java.util.List;

/**
 * Offset and mask that one convolution predicts are read from its output: no copies of the
 * channels, and the mask's sigmoid is taken while sampling.
 */
final class FuseMask extends Rewrite {

  @Override
  Node replace(Node node, Pass pass) {
    if (node.op() instanceof Deform deform
        && deform.mask() == Mask.GIVEN
        && deform.steps().isEmpty()
        && pass.input(node, 1).op() instanceof Channels offset
        && pass.input(node, 2).op() instanceof Pointwise(var steps)
        && steps.equals(List.of(new Step.Sigmoid()))) {
      Node logits = pass.made(pass.input(node, 2).inputs().getFirst());
      DeformConv2d layer = deform.layer();
      int behind = layer.offsetChannels();
      if (logits.op() instanceof Channels mask
          && logits.inputs().equals(pass.input(node, 1).inputs())
          && offset.equals(new Channels(0, behind))
          && mask.equals(new Channels(behind, behind + layer.maskChannels()))) {
        Op op = new Deform(layer, Mask.LOGITS_BEHIND_OFFSET, deform.watch(), List.of());
        Node predicted = pass.made(logits.inputs().getFirst());
        return pass.put(node, op, ids(pass.input(node, 0), predicted));
      }
    }
    return pass.keep(node);
  }
}
