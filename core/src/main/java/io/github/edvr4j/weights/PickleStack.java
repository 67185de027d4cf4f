package io.github.edvr4j.weights;

import java.util.ArrayList;
import java.util.List;

/** What a pickle's operations have left for the next ones. Marks are where collections begin. */
final class PickleStack {

  private final PickleOperands operands;
  private final ArrayList<PyValue> values = new ArrayList<>();
  private final ArrayList<Integer> marks = new ArrayList<>();

  PickleStack(PickleOperands operands) {
    this.operands = operands;
  }

  void mark() {
    marks.add(values.size());
  }

  void push(PyValue value) {
    values.add(value);
  }

  PyValue top() {
    requireAboveMark(1);
    return values.getLast();
  }

  PyValue pop() {
    requireAboveMark(1);
    return values.removeLast();
  }

  /** The topmost values, the deepest first. */
  List<PyValue> pop(int count) {
    requireAboveMark(count);
    return popFrom(values.size() - count);
  }

  List<PyValue> popToMark() {
    if (marks.isEmpty()) {
      throw operands.malformed("a collection without a beginning");
    }
    return popFrom(marks.removeLast());
  }

  private void requireAboveMark(int count) {
    if (values.size() - count < (marks.isEmpty() ? 0 : marks.getLast())) {
      throw operands.malformed("an operation without its operands");
    }
  }

  private List<PyValue> popFrom(int size) {
    List<PyValue> tail = values.subList(size, values.size());
    List<PyValue> popped = List.copyOf(tail);
    tail.clear();
    return popped;
  }
}
