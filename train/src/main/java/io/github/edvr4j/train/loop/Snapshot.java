package io.github.edvr4j.train.loop;

import io.github.edvr4j.train.loop.ParameterGroup.Part;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/** A copy of all that steps change, in memory. */
final class Snapshot implements AutoCloseable {

  private final List<Tensor> copies = new ArrayList<>();
  private final List<Long> steps = new ArrayList<>();
  private long iteration;

  /** Takes a copy. */
  Snapshot(Learner learner, long iteration) {
    this.iteration = iteration;
    try (PointerScope _ = new PointerScope()) {
      for (ParameterGroup group : learner.groups()) {
        steps.add(group.steps());
        for (Part part : group.parts()) {
          copies.add(group.all(part).clone());
        }
      }
      // Where memory ends before all are copied, the scope frees those that are.
      copies.forEach(Tensor::retainReference);
    }
  }

  /** The step after which the copy was taken. */
  long iteration() {
    return iteration;
  }

  /** Takes a newer copy in place of this one. */
  void renew(Learner learner, long atIteration) {
    iteration = atIteration;
    copy(learner, (part, copy) -> copy.copy_(part));
    for (int i = 0; i < steps.size(); i++) {
      steps.set(i, learner.groups().get(i).steps());
    }
  }

  /** Brings the learner back to this copy. */
  void restore(Learner learner) {
    copy(learner, Tensor::copy_);
    for (int i = 0; i < steps.size(); i++) {
      learner.groups().get(i).steps(steps.get(i));
    }
  }

  /** Copies between a part of a group and its copy here. */
  private interface Direction {
    Tensor copy(Tensor part, Tensor copy);
  }

  private void copy(Learner learner, Direction direction) {
    try (PointerScope _ = new PointerScope()) {
      int at = 0;
      for (ParameterGroup group : learner.groups()) {
        for (Part part : group.parts()) {
          direction.copy(group.all(part), copies.get(at++));
        }
      }
    }
  }

  @Override
  public void close() {
    copies.forEach(Tensor::close);
  }
}
