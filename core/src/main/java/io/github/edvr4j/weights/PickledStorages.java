package io.github.edvr4j.weights;

import io.github.edvr4j.weights.PyValue.Global;
import io.github.edvr4j.weights.PyValue.Sequence;
import io.github.edvr4j.weights.PyValue.Storage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a pickle says of the storages that lie beside it in the file. */
final class PickledStorages {

  /** The names of storages are numbers. */
  private static final int MAX_NAME = 100;

  private final PickleOperands operands;
  private final Map<String, Integer> elementBytes = new HashMap<>();

  PickledStorages(PickleOperands operands) {
    this.operands = operands;
  }

  /** How large an element is in each of the storages met, by key. */
  Map<String, Integer> elementBytes() {
    return elementBytes;
  }

  /**
   * What a reference means: {@code ('storage', type, key, location, elements)}, in legacy files
   * with a view's part.
   */
  PyValue value(PyValue reference) {
    List<PyValue> parts = operands.items(reference);
    // Legacy files keep a class's source code beside its name: ('module', class, file, source).
    if (!operands.text(operands.argument(parts, 0)).equals("storage")) {
      return operands.argument(parts, 1);
    }
    if (!(operands.argument(parts, 1) instanceof Global type)) {
      throw operands.malformed(
          "a storage whose type is " + operands.argument(parts, 1).description());
    }
    String key = operands.text(operands.argument(parts, 2));
    if (key.length() > MAX_NAME) {
      throw operands.malformed("a storage with a name of %,d characters".formatted(key.length()));
    }
    long elements = operands.number(operands.argument(parts, 4));
    Optional<Dtype> dtype = dtype(type);
    // A type that is not known matters only to those who want the tensor.
    return dtype.isEmpty()
        ? PickledCalls.object(type)
        : storage(dtype.get(), key, elements, parts.subList(5, parts.size()));
  }

  private static Optional<Dtype> dtype(Global type) {
    return type.is("torch.storage.UntypedStorage")
        ? Optional.of(Dtype.UINT8)
        : Dtype.ofTorchStorage(type.name());
  }

  /**
   * @param more in legacy files {@code (key, from, length)} of the view
   */
  private Storage storage(Dtype dtype, String key, long elements, List<PyValue> more) {
    long from = 0;
    long length = elements;
    if (!more.isEmpty() && more.getFirst() instanceof Sequence view) {
      from = operands.number(operands.argument(view.items(), 1));
      length = operands.number(operands.argument(view.items(), 2));
    }
    if (elements < 0 || from < 0 || length < 0 || from > elements - length) {
      throw operands.malformed(
          "storage %s of %d elements, of which %d from %d are used"
              .formatted(key, elements, length, from));
    }
    Integer other = elementBytes.putIfAbsent(key, dtype.bytes());
    if (other != null && other != dtype.bytes()) {
      throw operands.malformed("storage %s with two element sizes".formatted(key));
    }
    return new Storage(dtype, key, elements, from, from + length);
  }
}
