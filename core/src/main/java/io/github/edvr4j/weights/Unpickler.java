package io.github.edvr4j.weights;

import io.github.edvr4j.weights.PyValue.Bool;
import io.github.edvr4j.weights.PyValue.Bytes;
import io.github.edvr4j.weights.PyValue.Dict;
import io.github.edvr4j.weights.PyValue.Global;
import io.github.edvr4j.weights.PyValue.Int;
import io.github.edvr4j.weights.PyValue.None;
import io.github.edvr4j.weights.PyValue.Placeholder;
import io.github.edvr4j.weights.PyValue.Sequence;
import io.github.edvr4j.weights.PyValue.Str;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the binary pickles (protocols 2 to 5) that PyTorch writes. It builds values and nothing
 * else. To judge whether a hostile pickle can do harm, read
 *
 * <ul>
 *   <li>{@link #execute} here: every operation that is known, in pickletools' order;
 *   <li>{@link PyValue}: all that an operation can make, data only;
 *   <li>{@link PickledCalls}: the few functions that are known by name, none of which is called;
 *   <li>{@link PickledStorages}: where tensors say their bytes are;
 *   <li>{@link PickleWork}: the limit of time and memory. Each operation costs what it takes from
 *       the file, values that are referred to repeatedly are not copied or counted when they are,
 *       and nothing is recursive without end.
 * </ul>
 *
 * @see <a href="https://github.com/python/cpython/blob/main/Lib/pickletools.py">pickletools.py, the
 *     reference of the operations</a>
 */
final class Unpickler {

  private final Cursor in;
  private final PickleOperands operands;
  private final PickleStack stack;
  private final PickleWork work = new PickleWork();
  private final PickledCalls calls;
  private final PickledStorages storages;
  private final Map<Integer, PyValue> memo = new HashMap<>();

  Unpickler(Cursor in) {
    this.in = in;
    operands = new PickleOperands(in);
    stack = new PickleStack(operands);
    calls = new PickledCalls(operands, work);
    storages = new PickledStorages(operands);
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
      work.add(1);
      execute(code);
    }
    return stack.pop();
  }

  /** How large an element is in each of the storages met, by key; in legacy files they follow. */
  Map<String, Integer> storageElementBytes() {
    return storages.elementBytes();
  }

  private void execute(int code) {
    switch (code) {
      case 0x80 -> checkProtocol(in.u8());
      case 0x95 -> in.i64(); // a frame's length, of use to streams only

      case '(' -> stack.mark();
      case '0' -> stack.pop();
      case '1' -> stack.popToMark();
      case '2' -> stack.push(stack.top());

      case 'N' -> stack.push(None.NONE);
      case 0x88 -> stack.push(new Bool(true));
      case 0x89 -> stack.push(new Bool(false));
      case 'J' -> stack.push(Int.of(in.i32()));
      case 'K' -> stack.push(Int.of(in.u8()));
      case 'M' -> stack.push(Int.of(in.u16()));
      case 0x8a -> stack.push(longInteger(in.u8()));
      case 0x8b -> stack.push(longInteger(in.u32()));
      case 'G' -> stack.push(new PyValue.Float(Double.longBitsToDouble(in.i64BigEndian())));

      case 'X' -> stack.push(new Str(in.utf8(in.u32())));
      case 0x8c -> stack.push(new Str(in.utf8(in.u8())));
      case 0x8d -> stack.push(new Str(in.utf8(in.i64())));
      // Python 2's str: text wherever checkpoints have it.
      case 'T' -> stack.push(new Str(latin1(in.bytes(in.u32()))));
      case 'U' -> stack.push(new Str(latin1(in.bytes(in.u8()))));
      case 'B' -> stack.push(new Bytes(in.bytes(in.u32())));
      case 'C' -> stack.push(new Bytes(in.bytes(in.u8())));
      case 0x8e, 0x96 -> stack.push(new Bytes(in.bytes(in.i64())));

      case ')' -> stack.push(new Sequence(Sequence.Kind.TUPLE, List.of()));
      case 0x85 -> stack.push(new Sequence(Sequence.Kind.TUPLE, stack.pop(1)));
      case 0x86 -> stack.push(new Sequence(Sequence.Kind.TUPLE, stack.pop(2)));
      case 0x87 -> stack.push(new Sequence(Sequence.Kind.TUPLE, stack.pop(3)));
      case 't' -> stack.push(new Sequence(Sequence.Kind.TUPLE, stack.popToMark()));
      case ']' -> stack.push(new Sequence(Sequence.Kind.LIST, List.of()));
      case 'l' -> stack.push(new Sequence(Sequence.Kind.LIST, stack.popToMark()));
      case 'a' -> append(stack.pop(1));
      case 'e', 0x90 -> append(stack.popToMark());
      case 0x8f -> stack.push(new Sequence(Sequence.Kind.SET, List.of()));
      case 0x91 -> stack.push(new Sequence(Sequence.Kind.SET, stack.popToMark()));
      case '}' -> stack.push(new Dict());
      case 'd' -> {
        List<PyValue> items = stack.popToMark();
        stack.push(new Dict());
        setItems(items);
      }
      case 's' -> setItems(stack.pop(2));
      case 'u' -> setItems(stack.popToMark());

      case 'c' -> stack.push(Global.of(in.line(), in.line()));
      case 0x93 -> {
        List<PyValue> names = stack.pop(2);
        String module = operands.text(names.get(0));
        String name = operands.text(names.get(1));
        work.add(module.length());
        work.add(name.length());
        stack.push(Global.of(module, name));
      }
      case 'R' -> {
        List<PyValue> call = stack.pop(2);
        stack.push(calls.value(call.get(0), call.get(1)));
      }
      case 0x81 -> stack.push(PickledCalls.object(stack.pop(2).get(0)));
      case 0x92 -> stack.push(PickledCalls.object(stack.pop(3).get(0)));
      case 'o' -> {
        List<PyValue> classAndArguments = stack.popToMark();
        if (classAndArguments.isEmpty()) {
          throw operands.malformed("an object without a class");
        }
        stack.push(PickledCalls.object(classAndArguments.get(0)));
      }
      case 'i' -> {
        Global global = Global.of(in.line(), in.line());
        stack.popToMark();
        stack.push(PickledCalls.object(global));
      }
      // The state of a state dict is _metadata, that of a parameter its gradient's: not needed.
      case 'b' -> stack.pop();
      case 'Q' -> stack.push(storages.value(stack.pop()));

      case 'q' -> memo.put(in.u8(), stack.top());
      case 'r' -> memo.put(in.i32(), stack.top());
      case 0x94 -> memo.put(memo.size(), stack.top());
      case 'h' -> stack.push(remembered(in.u8()));
      case 'j' -> stack.push(remembered(in.i32()));

      default ->
          throw operands.malformed(
              "the operation 0x%02x, which checkpoints don't use".formatted(code));
    }
  }

  private void checkProtocol(int protocol) {
    if (protocol < 2 || protocol > 5) {
      throw operands.malformed("protocol %d; protocols 2 to 5 are known".formatted(protocol));
    }
  }

  private PyValue remembered(int index) {
    PyValue value = memo.get(index);
    if (value == null) {
      throw operands.malformed("a reference to value %d, which it never stored".formatted(index));
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
    switch (stack.top()) {
      case Sequence sequence when sequence.kind() != Sequence.Kind.TUPLE -> sequence.addAll(items);
      case Placeholder _ -> {}
      case PyValue other -> throw operands.malformed("items added to " + other.description());
    }
  }

  /** Adds to the dict on top; what a placeholder is given is forgotten. */
  private void setItems(List<PyValue> keysAndValues) {
    if (keysAndValues.size() % 2 != 0) {
      throw operands.malformed("a key without a value");
    }
    switch (stack.top()) {
      case Dict dict -> {
        for (int i = 0; i < keysAndValues.size(); i += 2) {
          work.put(dict, keysAndValues.get(i), keysAndValues.get(i + 1));
        }
      }
      case Placeholder _ -> {}
      case PyValue other -> throw operands.malformed("keys added to " + other.description());
    }
  }
}
