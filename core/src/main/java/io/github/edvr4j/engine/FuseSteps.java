package io.github.edvr4j.engine;

import io.github.edvr4j.engine.Op.Conv;
import io.github.edvr4j.engine.Op.Deform;
import io.github.edvr4j.engine.Op.Pointwise;
import java.util.ArrayList;
import java.util.List;

/**
 * Pointwise steps on a value that nothing else uses are taken while that value is still at hand: at
 * the end of the convolution, or together with the steps before them.
 */
final class FuseSteps extends Rewrite {

  @Override
  Node replace(Node node, Pass pass) {
    if (node.op() instanceof Pointwise(var steps)) {
      if (takesSteps(pass.input(node, 0)) && pass.onlyUse(node, 0)) {
        return fused(node, 0, steps, pass);
      }
      if (commutes(node, pass) && takesSteps(pass.input(node, 1)) && pass.onlyUse(node, 1)) {
        return fused(node, 1, steps, pass);
      }
    }
    return pass.keep(node);
  }

  private static boolean takesSteps(Node node) {
    return node.op() instanceof Conv
        || node.op() instanceof Deform
        || node.op() instanceof Pointwise;
  }

  /** Whether the node's first step may as well be done on its operand. */
  private static boolean commutes(Node node, Pass pass) {
    return node.op() instanceof Pointwise(var steps)
        && (steps.getFirst() instanceof Step.Add || steps.getFirst() instanceof Step.Multiply)
        && steps.size() == 1
        && pass.input(node, 0).shape().equals(pass.input(node, 1).shape());
  }

  /** The producer of input {@code chosen}, with the node's steps after its own. */
  private static Node fused(Node node, int chosen, List<Step> steps, Pass pass) {
    Node producer = pass.input(node, chosen);
    List<Integer> operands = new ArrayList<>(pass.inputs(node));
    operands.remove(chosen);
    int by = producer.inputs().size() - 1;
    List<Step> all = new ArrayList<>(steps(producer.op()));
    steps.forEach(step -> all.add(step.shifted(by)));
    return pass.put(
        node, withSteps(producer.op(), List.copyOf(all)), joined(producer.inputs(), operands));
  }

  private static List<Step> steps(Op op) {
    return switch (op) {
      case Conv conv -> conv.steps();
      case Deform deform -> deform.steps();
      case Pointwise pointwise -> pointwise.steps();
      default -> throw new IllegalArgumentException("takes no steps: " + op);
    };
  }

  private static Op withSteps(Op op, List<Step> steps) {
    return switch (op) {
      case Conv conv -> conv.withSteps(steps);
      case Deform deform -> deform.withSteps(steps);
      case Pointwise pointwise -> new Pointwise(steps);
      default -> throw new IllegalArgumentException("takes no steps: " + op);
    };
  }
}
