package io.github.edvr4j.weights;

import io.github.edvr4j.weights.PyValue.Bool;
import io.github.edvr4j.weights.PyValue.Dict;
import io.github.edvr4j.weights.PyValue.Int;
import io.github.edvr4j.weights.PyValue.Sequence;
import io.github.edvr4j.weights.PyValue.Str;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file written by {@code torch.save}, in either of its formats: a zip since PyTorch 1.6, before
 * that (and by request still) a row of pickles with the storages behind them.
 *
 * @see <a href="https://github.com/pytorch/pytorch/blob/main/torch/serialization.py">
 *     serialization.py</a>
 */
final class PthFile {

  private static final BigInteger LEGACY_MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
  private static final BigInteger LEGACY_PROTOCOL = BigInteger.valueOf(1001);

  /** A storage's bytes, by key. */
  private interface Storages {
    Optional<MemorySegment> find(String key);
  }

  private final PyValue root;
  private final Storages storages;
  private final ByteOrder order;

  private PthFile(PyValue root, Storages storages, ByteOrder order) {
    this.root = root;
    this.storages = storages;
    this.order = order;
  }

  /** What was saved. */
  PyValue root() {
    return root;
  }

  /**
   * A tensor of this file.
   *
   * @throws MalformedFileException if its storage is missing or too small
   */
  StoredTensor resolve(PyValue.Tensor tensor) {
    PyValue.Storage storage = tensor.storage();
    MemorySegment bytes =
        storages
            .find(storage.key())
            .orElseThrow(
                () -> new MalformedFileException("storage " + storage.key() + " is missing"));
    int elementBytes = storage.dtype().bytes();
    if (storage.elements() > bytes.byteSize() / elementBytes) {
      throw new MalformedFileException(
          "storage %s should hold %,d %s elements but has %,d bytes"
              .formatted(storage.key(), storage.elements(), storage.dtype(), bytes.byteSize()));
    }
    MemorySegment part =
        bytes.asSlice(
            storage.from() * elementBytes, (storage.to() - storage.from()) * elementBytes);
    return StoredTensor.view(
        storage.dtype(), tensor.shape(), tensor.strides(), tensor.offset(), part, order);
  }

  /** Reads the zip format. */
  static PthFile readZip(MemorySegment file) {
    ZipDirectory zip = new ZipDirectory(file);
    List<String> pickles =
        zip.names().stream()
            .filter(name -> name.equals("data.pkl") || name.endsWith("/data.pkl"))
            .toList();
    if (pickles.size() != 1) {
      throw new MalformedFileException(
          "is a zip file with %s data.pkl, not one written by torch.save"
              .formatted(pickles.isEmpty() ? "no" : "more than one"));
    }
    String pickle = pickles.getFirst();
    String folder = pickle.substring(0, pickle.length() - "data.pkl".length());
    if (zip.names().contains(folder + "constants.pkl")) {
      throw new MalformedFileException(
          "is a TorchScript program; save the module's state_dict() with torch.save instead");
    }
    PyValue root = Unpickler.read(new Cursor(zip.find(pickle).orElseThrow(), 0));
    Map<String, Optional<MemorySegment>> found = new HashMap<>();
    return new PthFile(
        root,
        key -> found.computeIfAbsent(key, k -> zip.find(folder + "data/" + k)),
        zip.find(folder + "byteorder").map(PthFile::byteOrder).orElse(ByteOrder.LITTLE_ENDIAN));
  }

  private static ByteOrder byteOrder(MemorySegment entry) {
    return switch (new Cursor(entry, 0).utf8(entry.byteSize()).strip()) {
      case "little" -> ByteOrder.LITTLE_ENDIAN;
      case "big" -> ByteOrder.BIG_ENDIAN;
      default ->
          throw new MalformedFileException("is damaged: its byteorder is neither little nor big");
    };
  }

  /** Whether a file begins as the legacy format does. */
  static boolean isLegacy(MemorySegment file) {
    try {
      return Unpickler.read(new Cursor(file.asSlice(0, Math.min(64, file.byteSize())), 0))
          .equals(new Int(LEGACY_MAGIC));
    } catch (MalformedFileException e) {
      return false;
    }
  }

  /** Reads the legacy format: magic, protocol, machine, the value, storage keys, storages. */
  static PthFile readLegacy(MemorySegment file) {
    Cursor in = new Cursor(file, 0);
    Unpickler.read(in);
    if (!Unpickler.read(in).equals(new Int(LEGACY_PROTOCOL))) {
      throw new MalformedFileException("is a torch.save file of an unknown protocol");
    }
    if (Unpickler.read(in) instanceof Dict machine
        && machine.get("little_endian").equals(Optional.of(new Bool(false)))) {
      throw new MalformedFileException(
          "was saved on a big-endian machine; load and save it there with a newer PyTorch");
    }
    Unpickler unpickler = new Unpickler(in);
    PyValue root = unpickler.read();
    Map<String, Integer> elementBytes = unpickler.storageElementBytes();
    if (!(Unpickler.read(in) instanceof Sequence keys)) {
      throw new MalformedFileException("lacks the list of its storages");
    }
    Map<String, MemorySegment> storages = new LinkedHashMap<>();
    for (PyValue item : keys.items()) {
      if (!(item instanceof Str(String key)) || !elementBytes.containsKey(key)) {
        throw new MalformedFileException("lists a storage of a type that is not known");
      }
      long elements = in.i64();
      if (elements < 0 || elements > file.byteSize()) {
        throw new MalformedFileException(
            "is damaged: storage %s of %,d elements does not fit into it".formatted(key, elements));
      }
      if (storages.put(key, in.bytes(elements * elementBytes.get(key))) != null) {
        throw new MalformedFileException("lists storage " + key + " twice");
      }
    }
    return new PthFile(
        root, key -> Optional.ofNullable(storages.get(key)), ByteOrder.LITTLE_ENDIAN);
  }
}
