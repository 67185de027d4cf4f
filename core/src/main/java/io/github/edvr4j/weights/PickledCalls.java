package io.github.edvr4j.weights;

import io.github.edvr4j.weights.PyValue.Bytes;
import io.github.edvr4j.weights.PyValue.Dict;
import io.github.edvr4j.weights.PyValue.Global;
import io.github.edvr4j.weights.PyValue.Placeholder;
import io.github.edvr4j.weights.PyValue.Sequence;
import io.github.edvr4j.weights.PyValue.Storage;
import io.github.edvr4j.weights.PyValue.Tensor;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What the calls in a pickle stand for. Nothing is ever called: the few functions that a state dict
 * needs are known by name, and {@link #value} makes what they would return; the call of any other
 * is an inert {@link Placeholder}.
 */
final class PickledCalls {

  private final PickleOperands operands;
  private final PickleWork work;

  PickledCalls(PickleOperands operands, PickleWork work) {
    this.operands = operands;
    this.work = work;
  }

  /** What a function would return for a tuple of arguments. */
  PyValue value(PyValue function, PyValue arguments) {
    if (!(function instanceof Global global)
        || !(arguments instanceof Sequence sequence)
        || sequence.kind() != Sequence.Kind.TUPLE) {
      return object(function);
    }
    List<PyValue> args = sequence.items();
    return switch (global.qualifiedName()) {
      case "collections.OrderedDict" -> orderedDict(args);
      case "torch._utils._rebuild_tensor_v2", "torch._utils._rebuild_tensor" -> tensor(args);
      // data, requires_grad, hooks
      case "torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state" ->
          operands.argument(args, 0) instanceof Tensor tensor ? tensor : object(global);
      // function, type, arguments, state
      case "torch._tensor._rebuild_from_type_v2" ->
          operands.argument(args, 0) instanceof Global inner
                  && inner.is("torch._utils._rebuild_tensor_v2")
              ? value(inner, operands.argument(args, 2))
              : object(global);
      case "torch.Size" ->
          new Sequence(Sequence.Kind.TUPLE, copiedItems(operands.argument(args, 0)));
      case "builtins.set", "__builtin__.set" ->
          new Sequence(Sequence.Kind.SET, args.isEmpty() ? List.of() : copiedItems(args.get(0)));
      // How protocol 2 writes bytes: as text to be encoded.
      case "_codecs.encode" -> encode(operands.text(operands.argument(args, 0)));
      default -> object(global);
    };
  }

  /** An object of a class, or what a function returns, that is not known here. */
  static Placeholder object(PyValue callee) {
    return switch (callee) {
      case Global global -> new Placeholder(global.qualifiedName());
      case Placeholder unknown -> unknown;
      default -> new Placeholder(callee.description());
    };
  }

  /** Empty, or from Python 2 with its items as pairs. */
  private Dict orderedDict(List<PyValue> args) {
    Dict dict = new Dict();
    if (!args.isEmpty()) {
      for (PyValue pair : copiedItems(args.get(0))) {
        List<PyValue> keyAndValue = operands.items(pair);
        work.put(dict, operands.argument(keyAndValue, 0), operands.argument(keyAndValue, 1));
      }
    }
    return dict;
  }

  /** Storage, offset, size, stride; then requires_grad, hooks and metadata. */
  private PyValue tensor(List<PyValue> args) {
    if (operands.argument(args, 0) instanceof Placeholder unknown) {
      return unknown;
    }
    if (!(operands.argument(args, 0) instanceof Storage storage)) {
      throw operands.malformed(
          "a tensor whose storage is " + operands.argument(args, 0).description());
    }
    return new Tensor(
        storage,
        operands.number(operands.argument(args, 1)),
        numbers(operands.argument(args, 2)),
        numbers(operands.argument(args, 3)));
  }

  private List<Long> numbers(PyValue sequence) {
    return copiedItems(sequence).stream().map(operands::number).toList();
  }

  private Bytes encode(String text) {
    work.add(text.length());
    return new Bytes(MemorySegment.ofArray(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  private List<PyValue> copiedItems(PyValue sequence) {
    List<PyValue> items = operands.items(sequence);
    work.add(items.size());
    return items;
  }
}
