package io.github.edvr4j.weights;

import io.github.edvr4j.weights.PyValue.Bool;
import io.github.edvr4j.weights.PyValue.Bytes;
import io.github.edvr4j.weights.PyValue.Dict;
import io.github.edvr4j.weights.PyValue.Global;
import io.github.edvr4j.weights.PyValue.Int;
import io.github.edvr4j.weights.PyValue.None;
import io.github.edvr4j.weights.PyValue.Placeholder;
import io.github.edvr4j.weights.PyValue.Sequence;
import io.github.edvr4j.weights.PyValue.Storage;
import io.github.edvr4j.weights.PyValue.Str;
import io.github.edvr4j.weights.PyValue.Tensor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the binary pickles (protocols 2 to 5) that PyTorch writes. It builds values and nothing
 * else: a class or function is a name, calling one yields a tensor, a dict and the like for the few
 * names that checkpoints need, and an inert {@link Placeholder} for every other.
 *
 * <p>Time and memory are bounded: each operation costs what it takes from the file, values that are
 * referred to repeatedly are not copied, nothing is recursive, and operations are counted.
 *
 * @see <a href="https://github.com/python/cpython/blob/main/Lib/pickletools.py">pickletools.py, the
 *     reference of the operations</a>
 */
final class Unpickler {

  /** EDVR-L's state dict takes about ten thousand. */
  private static final int MAX_OPERATIONS = 2_000_000;

  /** Characters that are compared in about the time that a small operation takes. */
  private static final int COMPARED_IN_ONE_STEP = 64;

  /** The names of storages are numbers. */
  private static final int MAX_STORAGE_NAME = 100;

  private final Cursor in;
  private final ArrayList<PyValue> stack = new ArrayList<>();
  private final ArrayList<Integer> marks = new ArrayList<>();
  private final Map<Integer, PyValue> memo = new HashMap<>();

  private final Map<String, Integer> storageElementBytes = new HashMap<>();
  private int operations;

  Unpickler(Cursor in) {
    this.in = in;
  }

  /**
   * The value of the pickle that begins at the cursor, which is left behind it.
   *
   * @throws MalformedFileException if it is no such pickle
   */
  static PyValue read(Cursor in) {
    return new Unpickler(in).read();
  }

  /**
   * The value of the next pickle.
   *
   * @throws MalformedFileException if there is none
   */
  PyValue read() {
    for (int code = in.u8(); code != '.'; code = in.u8()) {
      spend(1);
      execute(code);
    }
    return pop();
  }

  /** How large an element is in each of the storages met, by key; in legacy files they follow. */
  Map<String, Integer> storageElementBytes() {
    return storageElementBytes;
  }

  /** Counts work, also that of copying values which the pickle can refer to again and again. */
  private void spend(int steps) {
    operations += steps;
    if (operations > MAX_OPERATIONS || operations < 0) {
      throw new MalformedFileException(
          "is refused: its pickle takes more than %,d operations; no checkpoint needs so many"
              .formatted(MAX_OPERATIONS));
    }
  }

  private void execute(int code) {
    switch (code) {
      case 0x80 -> checkProtocol(in.u8());
      case 0x95 -> in.i64(); // a frame's length, of use to streams only

      case '(' -> marks.add(stack.size());
      case '0' -> pop();
      case '1' -> popToMark();
      case '2' -> push(top());

      case 'N' -> push(None.NONE);
      case 0x88 -> push(new Bool(true));
      case 0x89 -> push(new Bool(false));
      case 'J' -> push(Int.of(in.i32()));
      case 'K' -> push(Int.of(in.u8()));
      case 'M' -> push(Int.of(in.u16()));
      case 0x8a -> push(longInteger(in.u8()));
      case 0x8b -> push(longInteger(in.u32()));
      case 'G' -> push(new PyValue.Float(Double.longBitsToDouble(in.i64BigEndian())));

      case 'X' -> push(new Str(in.utf8(in.u32())));
      case 0x8c -> push(new Str(in.utf8(in.u8())));
      case 0x8d -> push(new Str(in.utf8(in.i64())));
      // Python 2's str: text wherever checkpoints have it.
      case 'T' -> push(new Str(latin1(in.bytes(in.u32()))));
      case 'U' -> push(new Str(latin1(in.bytes(in.u8()))));
      case 'B' -> push(new Bytes(in.bytes(in.u32())));
      case 'C' -> push(new Bytes(in.bytes(in.u8())));
      case 0x8e, 0x96 -> push(new Bytes(in.bytes(in.i64())));

      case ')' -> push(new Sequence(Sequence.Kind.TUPLE, List.of()));
      case 0x85 -> push(new Sequence(Sequence.Kind.TUPLE, pop(1)));
      case 0x86 -> push(new Sequence(Sequence.Kind.TUPLE, pop(2)));
      case 0x87 -> push(new Sequence(Sequence.Kind.TUPLE, pop(3)));
      case 't' -> push(new Sequence(Sequence.Kind.TUPLE, popToMark()));
      case ']' -> push(new Sequence(Sequence.Kind.LIST, List.of()));
      case 'l' -> push(new Sequence(Sequence.Kind.LIST, popToMark()));
      case 'a' -> append(pop(1));
      case 'e', 0x90 -> append(popToMark());
      case 0x8f -> push(new Sequence(Sequence.Kind.SET, List.of()));
      case 0x91 -> push(new Sequence(Sequence.Kind.SET, popToMark()));
      case '}' -> push(new Dict());
      case 'd' -> {
        List<PyValue> items = popToMark();
        push(new Dict());
        setItems(items);
      }
      case 's' -> setItems(pop(2));
      case 'u' -> setItems(popToMark());

      case 'c' -> push(Global.of(in.line(), in.line()));
      case 0x93 -> {
        List<PyValue> names = pop(2);
        String module = text(names.get(0));
        String name = text(names.get(1));
        spend(module.length());
        spend(name.length());
        push(Global.of(module, name));
      }
      case 'R' -> {
        List<PyValue> call = pop(2);
        push(call(call.get(0), call.get(1)));
      }
      case 0x81 -> push(new Placeholder(className(pop(2).get(0))));
      case 0x92 -> push(new Placeholder(className(pop(3).get(0))));
      case 'o' -> {
        List<PyValue> classAndArguments = popToMark();
        if (classAndArguments.isEmpty()) {
          throw malformed("an object without a class");
        }
        push(new Placeholder(className(classAndArguments.get(0))));
      }
      case 'i' -> {
        Global global = Global.of(in.line(), in.line());
        popToMark();
        push(new Placeholder(global.qualifiedName()));
      }
      // The state of a state dict is _metadata, that of a parameter its gradient's: not needed.
      case 'b' -> pop();
      case 'Q' -> push(persistent(pop()));

      case 'q' -> memo.put(in.u8(), top());
      case 'r' -> memo.put(in.i32(), top());
      case 0x94 -> memo.put(memo.size(), top());
      case 'h' -> push(remembered(in.u8()));
      case 'j' -> push(remembered(in.i32()));

      default ->
          throw malformed("the operation 0x%02x, which checkpoints don't use".formatted(code));
    }
  }

  private MalformedFileException malformed(String what) {
    return new MalformedFileException(
        "is damaged: its pickle has, before byte %d, %s".formatted(in.position(), what));
  }

  private void checkProtocol(int protocol) {
    if (protocol < 2 || protocol > 5) {
      throw malformed("protocol %d; protocols 2 to 5 are known".formatted(protocol));
    }
  }

  private void push(PyValue value) {
    stack.add(value);
  }

  private PyValue top() {
    if (stack.size() <= markedSize()) {
      throw malformed("an operation without its operands");
    }
    return stack.getLast();
  }

  private PyValue pop() {
    PyValue value = top();
    stack.removeLast();
    return value;
  }

  private List<PyValue> pop(int count) {
    if (stack.size() - count < markedSize()) {
      throw malformed("an operation without its operands");
    }
    return popFrom(stack.size() - count);
  }

  private List<PyValue> popToMark() {
    if (marks.isEmpty()) {
      throw malformed("a collection without a beginning");
    }
    return popFrom(marks.removeLast());
  }

  private List<PyValue> popFrom(int size) {
    List<PyValue> tail = stack.subList(size, stack.size());
    List<PyValue> values = List.copyOf(tail);
    tail.clear();
    return values;
  }

  private int markedSize() {
    return marks.isEmpty() ? 0 : marks.getLast();
  }

  private PyValue remembered(int index) {
    PyValue value = memo.get(index);
    if (value == null) {
      throw malformed("a reference to value %d, which it never stored".formatted(index));
    }
    return value;
  }

  private Int longInteger(long length) {
    byte[] digits = in.bytes(length).toArray(ValueLayout.JAVA_BYTE);
    if (digits.length == 0) {
      return Int.of(0);
    }
    for (int i = 0, j = digits.length - 1; i < j; i++, j--) {
      byte digit = digits[i];
      digits[i] = digits[j];
      digits[j] = digit;
    }
    return new Int(new BigInteger(digits));
  }

  private static String latin1(MemorySegment bytes) {
    return StandardCharsets.ISO_8859_1.decode(bytes.asByteBuffer()).toString();
  }

  /** Adds to the list on top; what a placeholder is given is forgotten. */
  private void append(List<PyValue> items) {
    switch (top()) {
      case Sequence sequence when sequence.kind() != Sequence.Kind.TUPLE -> sequence.addAll(items);
      case Placeholder _ -> {}
      case PyValue other -> throw malformed("items added to " + other.description());
    }
  }

  /** Adds to the dict on top; what a placeholder is given is forgotten. */
  private void setItems(List<PyValue> keysAndValues) {
    if (keysAndValues.size() % 2 != 0) {
      throw malformed("a key without a value");
    }
    switch (top()) {
      case Dict dict -> {
        for (int i = 0; i < keysAndValues.size(); i += 2) {
          put(dict, keysAndValues.get(i), keysAndValues.get(i + 1));
        }
      }
      case Placeholder _ -> {}
      case PyValue other -> throw malformed("keys added to " + other.description());
    }
  }

  private void put(Dict dict, PyValue key, PyValue value) {
    if (key instanceof Str(String text)) {
      // The dict compares it with the text that it holds already.
      spend(text.length() / COMPARED_IN_ONE_STEP);
    }
    dict.put(key, value);
  }

  /** What a call stands for. Nothing is called. */
  private PyValue call(PyValue function, PyValue arguments) {
    if (!(function instanceof Global global)
        || !(arguments instanceof Sequence sequence)
        || sequence.kind() != Sequence.Kind.TUPLE) {
      return new Placeholder(className(function));
    }
    List<PyValue> args = sequence.items();
    return switch (global.qualifiedName()) {
      case "collections.OrderedDict" -> orderedDict(args);
      case "torch._utils._rebuild_tensor_v2", "torch._utils._rebuild_tensor" -> tensor(args);
      // data, requires_grad, hooks
      case "torch._utils._rebuild_parameter", "torch._utils._rebuild_parameter_with_state" ->
          argument(args, 0) instanceof Tensor tensor
              ? tensor
              : new Placeholder(global.qualifiedName());
      // function, type, arguments, state
      case "torch._tensor._rebuild_from_type_v2" ->
          argument(args, 0) instanceof Global inner && inner.is("torch._utils._rebuild_tensor_v2")
              ? call(inner, argument(args, 2))
              : new Placeholder(global.qualifiedName());
      case "torch.Size" -> new Sequence(Sequence.Kind.TUPLE, copiedItems(argument(args, 0)));
      case "builtins.set", "__builtin__.set" ->
          new Sequence(Sequence.Kind.SET, args.isEmpty() ? List.of() : copiedItems(args.get(0)));
      // How protocol 2 writes bytes: as text to be encoded.
      case "_codecs.encode" -> encode(text(argument(args, 0)));
      default -> new Placeholder(global.qualifiedName());
    };
  }

  /** Empty, or from Python 2 with its items as pairs. */
  private Dict orderedDict(List<PyValue> args) {
    Dict dict = new Dict();
    if (!args.isEmpty()) {
      for (PyValue pair : copiedItems(args.get(0))) {
        List<PyValue> keyAndValue = itemsOf(pair);
        put(dict, argument(keyAndValue, 0), argument(keyAndValue, 1));
      }
    }
    return dict;
  }

  /** Storage, offset, size, stride; then requires_grad, hooks and metadata. */
  private PyValue tensor(List<PyValue> args) {
    if (argument(args, 0) instanceof Placeholder unknown) {
      return unknown;
    }
    if (!(argument(args, 0) instanceof Storage storage)) {
      throw malformed("a tensor whose storage is " + argument(args, 0).description());
    }
    return new Tensor(
        storage,
        number(argument(args, 1)),
        copiedItems(argument(args, 2)).stream().map(this::number).toList(),
        copiedItems(argument(args, 3)).stream().map(this::number).toList());
  }

  private Bytes encode(String text) {
    spend(text.length());
    return new Bytes(MemorySegment.ofArray(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /** {@code ('storage', type, key, location, elements)}, in legacy files with a view's part. */
  private PyValue persistent(PyValue id) {
    List<PyValue> parts = itemsOf(id);
    // Legacy files keep a class's source code beside its name: ('module', class, file, source).
    if (!text(argument(parts, 0)).equals("storage")) {
      return argument(parts, 1);
    }
    if (!(argument(parts, 1) instanceof Global type)) {
      throw malformed("a storage whose type is " + argument(parts, 1).description());
    }
    String key = text(argument(parts, 2));
    if (key.length() > MAX_STORAGE_NAME) {
      throw malformed("a storage with a name of %,d characters".formatted(key.length()));
    }
    long elements = number(argument(parts, 4));
    // A type that is not known matters only to those who want the tensor.
    Optional<Dtype> dtype =
        type.is("torch.storage.UntypedStorage")
            ? Optional.of(Dtype.UINT8)
            : Dtype.ofTorchStorage(type.name());
    if (dtype.isEmpty()) {
      return new Placeholder(type.qualifiedName());
    }
    long from = 0;
    long length = elements;
    if (parts.size() > 5 && parts.get(5) instanceof Sequence view) {
      from = number(argument(view.items(), 1));
      length = number(argument(view.items(), 2));
    }
    if (elements < 0 || from < 0 || length < 0 || from > elements - length) {
      throw malformed(
          "storage %s of %d elements, of which %d from %d are used"
              .formatted(key, elements, length, from));
    }
    Integer other = storageElementBytes.putIfAbsent(key, dtype.get().bytes());
    if (other != null && other != dtype.get().bytes()) {
      throw malformed("storage %s with two element sizes".formatted(key));
    }
    return new Storage(dtype.get(), key, elements, from, from + length);
  }

  private PyValue argument(List<PyValue> args, int index) {
    if (index >= args.size()) {
      throw malformed("a call with too few arguments");
    }
    return args.get(index);
  }

  private List<PyValue> itemsOf(PyValue value) {
    if (!(value instanceof Sequence sequence)) {
      throw malformed(value.description() + " in place of a tuple");
    }
    return sequence.items();
  }

  private List<PyValue> copiedItems(PyValue value) {
    List<PyValue> items = itemsOf(value);
    spend(items.size());
    return items;
  }

  private String text(PyValue value) {
    if (!(value instanceof Str(String string))) {
      throw malformed(value.description() + " in place of a str");
    }
    return string;
  }

  private long number(PyValue value) {
    if (!(value instanceof Int(BigInteger integer)) || integer.bitLength() > 62) {
      throw malformed(value.description() + " in place of a small int");
    }
    return integer.longValue();
  }

  private static String className(PyValue callee) {
    return switch (callee) {
      case Global global -> global.qualifiedName();
      case Placeholder(String className) -> className;
      default -> callee.description();
    };
  }
}
