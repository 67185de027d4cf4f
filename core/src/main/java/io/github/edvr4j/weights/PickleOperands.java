package io.github.edvr4j.weights;

import io.github.edvr4j.weights.PyValue.Int;
import io.github.edvr4j.weights.PyValue.Sequence;
import io.github.edvr4j.weights.PyValue.Str;
import java.math.BigInteger;
import java.util.List;

/** Values of a pickle as what an operation needs; whatever is something else is refused. */
final class PickleOperands {

  private final Cursor in;

  /**
   * @param in tells where in the pickle something is refused
   */
  PickleOperands(Cursor in) {
    this.in = in;
  }

  MalformedFileException malformed(String what) {
    return new MalformedFileException(
        "is damaged: its pickle has, before byte %d, %s".formatted(in.position(), what));
  }

  PyValue argument(List<PyValue> arguments, int index) {
    if (index >= arguments.size()) {
      throw malformed("a call with too few arguments");
    }
    return arguments.get(index);
  }

  List<PyValue> items(PyValue value) {
    if (!(value instanceof Sequence sequence)) {
      throw malformed(value.description() + " in place of a tuple");
    }
    return sequence.items();
  }

  String text(PyValue value) {
    if (!(value instanceof Str(String text))) {
      throw malformed(value.description() + " in place of a str");
    }
    return text;
  }

  /** At most 62 bits, so that two of them can be added. */
  long number(PyValue value) {
    if (!(value instanceof Int(BigInteger integer)) || integer.bitLength() > 62) {
      throw malformed(value.description() + " in place of a small int");
    }
    return integer.longValue();
  }
}
