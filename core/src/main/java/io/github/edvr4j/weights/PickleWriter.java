package io.github.edvr4j.weights;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** Pickles {@code {'params': OrderedDict(...), ...}} as torch.save does, in protocol 2. */
final class PickleWriter {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private PickleWriter() {}

  /** The pickle; the tensors' storages are called 0, 1, 2 and so on, through all sets. */
  static byte[] sets(SequencedMap<String, StateDict> sets, Dtype dtype) {
    PickleWriter pickle = new PickleWriter();
    pickle.code(0x80).code(2).code('}').code('(');
    int key = 0;
    for (Map.Entry<String, StateDict> set : sets.entrySet()) {
      pickle.text(set.getKey()).orderedDict().code('(');
      for (Map.Entry<String, StoredTensor> entry : set.getValue().tensors().entrySet()) {
        pickle.text(entry.getKey()).tensor(entry.getValue(), String.valueOf(key++), dtype);
      }
      pickle.code('u');
    }
    pickle.code('u').code('.');
    return pickle.out.toByteArray();
  }

  /** A row-major view of a whole storage, without gradient and hooks. */
  private void tensor(StoredTensor tensor, String key, Dtype dtype) {
    List<Long> extents = tensor.shape().stream().map(Integer::longValue).toList();
    global("torch._utils", "_rebuild_tensor_v2").code('(');
    code('(').text("storage").global("torch", dtype.torchStorage()).text(key).text("cpu");
    number(tensor.elements()).code('t').code('Q');
    number(0).tuple(extents).tuple(StoredTensor.rowMajor(extents)).code(0x89).orderedDict();
    code('t').code('R');
  }

  private PickleWriter orderedDict() {
    return global("collections", "OrderedDict").code(')').code('R');
  }

  private PickleWriter tuple(List<Long> numbers) {
    code('(');
    numbers.forEach(n -> number(Math.toIntExact(n)));
    return code('t');
  }

  private PickleWriter global(String module, String name) {
    code('c');
    out.writeBytes((module + "\n" + name + "\n").getBytes(StandardCharsets.UTF_8));
    return this;
  }

  private PickleWriter text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    code('X').int32(bytes.length);
    out.writeBytes(bytes);
    return this;
  }

  private PickleWriter number(int number) {
    return code('J').int32(number);
  }

  private PickleWriter int32(int number) {
    out.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array());
    return this;
  }

  private PickleWriter code(int code) {
    out.write(code);
    return this;
  }
}
