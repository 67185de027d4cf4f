package io.github.edvr4j.weights;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a pickle can hold. Containers compare by identity, so that one that contains itself a
 * million times does no harm.
 */
sealed interface PyValue {

  /** Python's {@code None}. */
  enum None implements PyValue {
    NONE
  }

  /** {@code True} or {@code False}. */
  record Bool(boolean value) implements PyValue {}

  /** A whole number of any size. */
  record Int(BigInteger value) implements PyValue {

    static Int of(long value) {
      return new Int(BigInteger.valueOf(value));
    }
  }

  /** A double. */
  record Float(double value) implements PyValue {}

  /** Text. */
  record Str(String value) implements PyValue {}

  /** {@code bytes} or {@code bytearray}. */
  record Bytes(MemorySegment content) implements PyValue {}

  /** A class or function, by name only. */
  record Global(String module, String name) implements PyValue {

    boolean is(String otherModule, String otherName) {
      return module.equals(otherModule) && name.equals(otherName);
    }

    @Override
    public String toString() {
      return module + "." + name;
    }
  }

  /** An object of a class that is not known here; what the pickle says about it is forgotten. */
  record Placeholder(String className) implements PyValue {}

  /**
   * A storage that lies elsewhere in the file.
   *
   * @param key the storage's name in the file
   * @param elements how many elements the root storage has
   * @param from first element of this part of it
   * @param to end of this part
   */
  record Storage(Dtype dtype, String key, long elements, long from, long to) implements PyValue {}

  /** A tensor as pickled: a view of a storage, not yet checked against it. */
  record Tensor(Storage storage, long offset, List<Long> shape, List<Long> strides)
      implements PyValue {}

  /** A tuple, list or set. */
  final class Sequence implements PyValue {

    /** What the items are gathered in. */
    enum Kind {
      TUPLE,
      LIST,
      SET
    }

    private final Kind kind;
    private final List<PyValue> items;

    Sequence(Kind kind, List<PyValue> items) {
      this.kind = kind;
      this.items = new ArrayList<>(items);
    }

    Kind kind() {
      return kind;
    }

    List<PyValue> items() {
      return Collections.unmodifiableList(items);
    }

    void addAll(List<PyValue> more) {
      items.addAll(more);
    }
  }

  /** A dict, ordered by insertion. */
  final class Dict implements PyValue {

    private final Map<Object, PyValue> entries = new LinkedHashMap<>();

    void put(PyValue key, PyValue value) {
      entries.put(key instanceof Str(String text) ? text : key, value);
    }

    Optional<PyValue> get(String key) {
      return Optional.ofNullable(entries.get(key));
    }

    /** Keys are {@link String}s where they were text, else {@link PyValue}s. */
    Map<Object, PyValue> entries() {
      return Collections.unmodifiableMap(entries);
    }
  }

  /** What it is, for messages. */
  default String description() {
    return switch (this) {
      case None _ -> "None";
      case Bool _ -> "a bool";
      case Int _ -> "an int";
      case Float _ -> "a float";
      case Str _ -> "a str";
      case Bytes _ -> "bytes";
      case Global global -> "the Python name " + global;
      case Placeholder(String className) ->
          "a Python object of " + className + " (which was not executed)";
      case Storage _ -> "a storage";
      case Tensor _ -> "a tensor";
      case Sequence sequence -> "a " + sequence.kind().name().toLowerCase(java.util.Locale.ROOT);
      case Dict _ -> "a dict";
    };
  }
}
