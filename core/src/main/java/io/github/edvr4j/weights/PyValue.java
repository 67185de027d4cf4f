package io.github.edvr4j.weights;

import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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

  /**
   * A class or function, by name only.
   *
   * @param name without the module's
   * @param qualifiedName with it; made once, as a pickle may refer to one name very often
   */
  record Global(String name, String qualifiedName) implements PyValue {

    static Global of(String module, String name) {
      return new Global(name, module + "." + name);
    }

    boolean is(String otherQualifiedName) {
      return qualifiedName.equals(otherQualifiedName);
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

    private final Map<String, PyValue> entries = new LinkedHashMap<>();
    private Optional<PyValue> otherKey = Optional.empty();

    /**
     * Adds an entry, or forgets it if the key is not text: only the state dict is looked at, and
     * hashing a number takes as long as the number is, each time it is a key.
     */
    void put(PyValue key, PyValue value) {
      if (key instanceof Str(String text)) {
        entries.put(text, value);
      } else {
        otherKey = Optional.of(key);
      }
    }

    Optional<PyValue> get(String key) {
      return Optional.ofNullable(entries.get(key));
    }

    /** The entries whose keys are text. */
    Map<String, PyValue> entries() {
      return Collections.unmodifiableMap(entries);
    }

    /** A key that is not text, if there is any. */
    Optional<PyValue> otherKey() {
      return otherKey;
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
      case Global global -> "the Python name " + global.qualifiedName();
      case Placeholder(String className) ->
          "a Python object of " + className + " (which was not executed)";
      case Storage _ -> "a storage";
      case Tensor _ -> "a tensor";
      case Sequence sequence -> "a " + sequence.kind().name().toLowerCase(Locale.ROOT);
      case Dict _ -> "a dict";
    };
  }
}
