package io.github.edvr4j.weights;

import static io.github.edvr4j.weights.CraftedFile.bytes;
import static io.github.edvr4j.weights.CraftedFile.dict;
import static io.github.edvr4j.weights.CraftedFile.entries;
import static io.github.edvr4j.weights.CraftedFile.int32;
import static io.github.edvr4j.weights.CraftedFile.int64;
import static io.github.edvr4j.weights.CraftedFile.number;
import static io.github.edvr4j.weights.CraftedFile.pth;
import static io.github.edvr4j.weights.CraftedFile.read;
import static io.github.edvr4j.weights.CraftedFile.storage;
import static io.github.edvr4j.weights.CraftedFile.tensor;
import static io.github.edvr4j.weights.CraftedFile.text;
import static io.github.edvr4j.weights.CraftedFile.tuple;
import static io.github.edvr4j.weights.CraftedFile.zip;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.goldens.Goldens;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are damaged, or made to do harm. */
@Timeout(60)
class HostileFileTest {

  private static final String FLOATS = storage("torch\nFloatStorage", "0", 8);

  private static final String TENSOR = tensor(FLOATS, 0, tuple(2, 4), tuple(4, 1));

  private static void assertRefused(byte[] file, String message) {
    assertThatThrownBy(() -> read(file))
        .isInstanceOfSatisfying(
            EdvrException.class,
            e -> assertThat(e.category()).isEqualTo(EdvrException.Category.MODEL))
        .hasMessageStartingWith("model file crafted")
        .hasMessageContaining(message);
  }

  private static void assertTensorRefused(String tensor, String message) {
    assertRefused(pth(dict("a", tensor)), message);
  }

  @Test
  void readsTheFileThatTheOthersAreVariantsOf() {
    StateDict tensors = read(pth(dict("a", TENSOR))).tensors();
    assertThat(tensors.get("a", 8)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(tensors.find("a").orElseThrow().shape()).containsExactly(2, 4);
  }

  // What would be executed

  private static final String SYSTEM = "cos\nsystem\n(" + text("touch harm") + "tR";

  @ParameterizedTest
  @ValueSource(strings = {"cos\nsystem\n(X\1\0\0\0xtR", "cbuiltins\neval\n(X\1\0\0\0xtR"})
  void neverCallsAFunction(String call) {
    String name = call.substring(1, call.indexOf("\n(")).replace('\n', '.');
    assertTensorRefused(call, "a Python object of " + name + " (which was not executed)");
    assertRefused(pth("\u0080\2" + call + "."), "holds a Python object of " + name);
    assertRefused(pth(dict("params", call)), "holds a Python object of " + name);
  }

  @Test
  void doesNotMindUnknownObjectsBesideTheTensors() {
    String pickle =
        "\u0080\2}("
            + text("meta")
            + SYSTEM
            + text("message_hub")
            + "cmmengine.logging\nMessageHub\n)\u0081}b"
            + text("optimizer")
            + "ccollections\ndefaultdict\n)R("
            + text("key")
            + "NuNb"
            + text("state_dict")
            + "}"
            + text("a")
            + TENSOR
            + "su.";
    assertThat(read(pth(pickle)).tensors().names()).containsExactly("a");
  }

  @Test
  void buildsNothingFromInstancesOfUnknownClasses() {
    assertTensorRefused("(ios\nsystem\n", "os.system (which was not executed)");
    assertTensorRefused("(cos\nsystem\n" + text("x") + "o", "os.system (which was not");
    assertTensorRefused(
        "cos\nsystem\n)R)R", "a Python object of os.system (which was not executed)");
    assertTensorRefused("cos\nsystem\n)}\u0092", "os.system (which was not executed)");
  }

  @Test
  void buildsNothingFromModulesThatWereSavedWhole() {
    String linear = "ctorch.nn\nLinear\n";
    assertRefused(
        pth("\u0080\2" + linear + ")\u0081}b."), "holds a Python object of torch.nn.Linear");
    String legacy = "(" + text("module") + linear + text("linear.py") + text("import os") + "tQ";
    assertRefused(
        pth("\u0080\2" + legacy + ")\u0081}b."), "holds a Python object of torch.nn.Linear");
  }

  @Test
  void saysWhereStateDictsAreLookedFor() {
    assertTensorRefused(
        "}" + text("b") + TENSOR + "s", "a dict under 'a', where a tensor should be");
  }

  // Pickles that are too much

  @Test
  void isNotImpressedByNestingAndRepetition() {
    // Each list holds the one before ten times over: 10^100 items if they were ever visited.
    StringBuilder bomb = new StringBuilder("]");
    for (int i = 0; i < 100; i++) {
      bomb.append("q").append((char) i).append("](");
      bomb.append(("h" + (char) i).repeat(10)).append("e");
    }
    String pickle = "\u0080\2}(" + text("bomb") + bomb + text("params") + "}" + text("a") + TENSOR;
    assertThat(read(pth(pickle + "su.")).tensors().names()).containsExactly("a");

    String deep = "\u0080\2" + "]".repeat(100_000) + "a".repeat(99_999) + ".";
    assertRefused(pth(deep), "holds a list");
  }

  @Test
  void stopsAtTooManyOperations() {
    assertRefused(pth("\u0080\2" + "N0".repeat(1_100_000) + "."), "more than 2,000,000 operations");
  }

  @Test
  void countsWhatRepeatedCopiesCost() {
    String large = "(" + "N".repeat(100_000) + "tq\0";
    String copies = "ctorch\nSize\nq\1" + "0" + "h\1h\0\u0085R0".repeat(1000);
    assertRefused(pth("\u0080\2" + large + copies + "."), "more than 2,000,000 operations");
    String longText = "c_codecs\nencode\nq\1X" + int32(1 << 20) + "x".repeat(1 << 20) + "\u0085q\0";
    assertRefused(
        pth("\u0080\2" + longText + "h\1h\0R0".repeat(1000) + "."), "more than 2,000,000");
  }

  /** A dict under "other" to which an entry is added again and again, and a state dict beside. */
  private static byte[] withRepeated(String preparation, String entry, int times) {
    return pth(
        "\u0080\2}"
            + preparation
            + text("other")
            + "}"
            + entry.repeat(times)
            + "s"
            + text("params")
            + "}"
            + text("a")
            + TENSOR
            + "ss.");
  }

  private static String largeNumber() {
    return "\u008b" + int32(4 << 20) + "\1".repeat(4 << 20);
  }

  @Test
  @Timeout(20)
  void readsLargeNumbersAsKeysWithoutHashingThem() {
    byte[] file = withRepeated(largeNumber() + "q\0000", "h\0Ns", 500_000);
    assertThat(read(file).tensors().names()).containsExactly("a");
  }

  @Test
  @Timeout(20)
  void countsWhatComparingLongKeysCosts() {
    String longText = "X" + int32(4 << 20) + "x".repeat(4 << 20);
    byte[] file = withRepeated(longText + "q\0000" + longText + "q\0010", "h\0Nsh\1Ns", 300_000);
    assertRefused(file, "more than 2,000,000 operations");
  }

  @Test
  @Timeout(20)
  void makesALongNameOfAClassOnlyOnce() {
    String name = "cm\n" + "x".repeat(4 << 20) + "\nq\0000";
    byte[] file = withRepeated(name, "Nh\0)Rs", 300_000);
    assertThat(read(file).tensors().names()).containsExactly("a");

    String longText = "X" + int32(1 << 20) + "x".repeat(1 << 20) + "q\0000";
    assertRefused(
        withRepeated(longText, "Nh\0h\0\u0093s", 300_000), "more than 2,000,000 operations");
  }

  @Test
  void refusesLongNamesOfStoragesAndTensors() {
    assertTensorRefused(
        tensor(storage("torch\nFloatStorage", "0".repeat(101), 8), 0, tuple(8), tuple(1)),
        "a storage with a name of 101 characters");
    byte[] file = pth(dict("module.".repeat(100_000), TENSOR));
    assertThatThrownBy(
            () -> EdvrCheckpoint.load("crafted", MemorySegment.ofArray(file), OptionalInt.empty()))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("a tensor's name has 700,000 characters");
  }

  @Test
  void readsTrainingStatesWithNumbersAsKeys() {
    String states = "}(K\0}" + text("step") + "K\1sK\1NNNu";
    String pickle =
        "\u0080\2}("
            + text("optimizer")
            + states
            + text("params")
            + "}"
            + text("a")
            + TENSOR
            + "su.";
    assertThat(read(pth(pickle)).tensors().names()).containsExactly("a");
    assertRefused(
        pth("\u0080\2}K\1" + TENSOR + "s."), "has an int where a tensor's name should be");
  }

  static Stream<Arguments> brokenPickles() {
    return Stream.of(
        Arguments.of("X\u00ff\u00ff\u00ff\u00ff", "truncated"),
        Arguments.of("\u008d" + int64(Long.MAX_VALUE), "truncated"),
        Arguments.of("\u008e" + int64(-1), "truncated"),
        Arguments.of("\u008b\u00ff\u00ff\u00ff\u007f", "truncated"),
        Arguments.of("cos", "truncated"),
        Arguments.of("\u0080\11N.", "protocol 9"),
        Arguments.of("h\5.", "reference to value 5"),
        Arguments.of("R.", "without its operands"),
        Arguments.of("(NN(\u0086.", "without its operands"),
        Arguments.of("t.", "without a beginning"),
        Arguments.of("(o.", "without a class"),
        Arguments.of("}NNNu.", "without a beginning"),
        Arguments.of("}(NNNu.", "key without a value"),
        Arguments.of(")Na.", "items added to a tuple"),
        Arguments.of("]NNs.", "keys added to a list"),
        Arguments.of("\u0082\1.", "operation 0x82"),
        Arguments.of("X\1\0\0\0\u00ff.", "not UTF-8"),
        Arguments.of(")Q.", "too few arguments"),
        Arguments.of("NQ.", "None in place of a tuple"),
        Arguments.of("NN\u0093.", "None in place of a str"),
        Arguments.of(".", "without its operands"));
  }

  @ParameterizedTest
  @MethodSource("brokenPickles")
  void refusesBrokenPickles(String operations, String message) {
    assertRefused(pth("\u0080\2" + operations), message);
  }

  // Tensors that don't fit

  @Test
  void refusesTensorsThatLeaveTheirStorage() {
    assertTensorRefused(tensor(FLOATS, 0, tuple(3, 4), tuple(4, 1)), "reaches beyond its storage");
    assertTensorRefused(tensor(FLOATS, 1, tuple(2, 4), tuple(4, 1)), "reaches beyond its storage");
    assertTensorRefused(tensor(FLOATS, 0, tuple(2, 4), tuple(5, 1)), "reaches beyond its storage");
    assertTensorRefused(
        tensor(FLOATS, 0, tuple(3, 3), tuple(Long.MAX_VALUE / 4, Long.MAX_VALUE / 4)),
        "reaches beyond its storage");
    assertTensorRefused(tensor(FLOATS, 1L << 61, tuple(2), tuple(1L << 61)), "reaches beyond");
  }

  @Test
  void refusesAbsurdShapes() {
    assertTensorRefused(tensor(FLOATS, 0, tuple(-2, 4), tuple(4, 1)), "is absurd");
    assertTensorRefused(tensor(FLOATS, 0, tuple(1L << 40), tuple(0)), "is absurd");
    assertTensorRefused(
        tensor(FLOATS, 0, tuple(1 << 20, 1 << 20), tuple(0, 0)), "too large for one array");
    assertTensorRefused(tensor(FLOATS, 0, tuple(1 << 30), tuple(0)), "repeats a storage of only 8");
    assertTensorRefused(tensor(FLOATS, 0, tuple(new long[17]), tuple(new long[17])), "17 axes");
    assertTensorRefused(tensor(FLOATS, 0, tuple(2, 4), tuple(1)), "2 extents but 1 strides");
    assertTensorRefused(tensor(FLOATS, -1, tuple(2, 4), tuple(4, 1)), "negative offset or stride");
    assertTensorRefused(tensor(FLOATS, 7, tuple(2, 4), tuple(-4, 1)), "negative offset or stride");
    assertTensorRefused(tensor(FLOATS, 0, "N", tuple(4, 1)), "None in place of a tuple");
    assertTensorRefused(tensor("N", 0, tuple(2, 4), tuple(4, 1)), "a tensor whose storage is None");
  }

  @Test
  void readsRepeatingViewsOfAReasonableSize() {
    Checkpoint file = read(pth(dict("a", tensor(FLOATS, 3, tuple(2, 2), tuple(0, 1)))));
    assertThat(file.tensors().get("a", 4)).containsExactly(3, 4, 3, 4);
  }

  @Test
  void readsStridedHalves() {
    // The upper halves of little-endian floats are the same numbers as bfloat16.
    String upper = tensor(storage("torch\nBFloat16Storage", "0", 16), 1, tuple(8), tuple(2));
    assertThat(read(pth(dict("a", upper))).tensors().get("a", 8))
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
  }

  @Test
  void refusesStoragesThatAreNotThere() {
    assertTensorRefused(
        tensor(storage("torch\nFloatStorage", "1", 8), 0, tuple(8), tuple(1)),
        "at a: storage 1 is missing");
    assertTensorRefused(
        tensor(storage("torch\nFloatStorage", "0", 9), 0, tuple(8), tuple(1)),
        "storage 0 should hold 9 float32 elements but has 32 bytes");
    assertTensorRefused(
        tensor(storage("torch\nFloatStorage", "0", 1L << 60), 0, tuple(8), tuple(1)),
        "storage 0 should hold");
    assertTensorRefused(
        tensor(storage("torch\nFloatStorage", "0", -1), 0, tuple(8), tuple(1)),
        "storage 0 of -1 elements");
    assertTensorRefused(
        tensor(storage("torch\nComplexFloatStorage", "0", 4), 0, tuple(4), tuple(1)),
        "a Python object of torch.ComplexFloatStorage");
    assertRefused(
        pth(
            "\u0080\2}("
                + text("a")
                + TENSOR
                + text("b")
                + tensor(storage("torch\nHalfStorage", "0", 8), 0, tuple(8), tuple(1))
                + "u."),
        "storage 0 with two element sizes");
  }

  @Test
  void readsUntypedStoragesAsBytes() {
    Checkpoint file =
        read(
            pth(
                dict(
                    "a",
                    tensor(
                        storage("torch.storage\nUntypedStorage", "0", 32),
                        4,
                        tuple(4),
                        tuple(1)))));
    assertThat(file.tensors().find("a").orElseThrow().longs()).containsExactly(0, 0, 0x80, 0x3f);
  }

  @Test
  void readsTensorsWithAttributesOfTheirOwn() {
    String plain =
        "(" + FLOATS + number(0) + tuple(8) + tuple(1) + "\u0089ccollections\nOrderedDict\n)Rt";
    Checkpoint file =
        read(
            pth(
                dict(
                    "a",
                    "ctorch._tensor\n_rebuild_from_type_v2\n(ctorch._utils\n_rebuild_tensor_v2\n"
                        + "ctorch\nTensor\n"
                        + plain
                        + "}tR")));
    assertThat(file.tensors().get("a", 8)[7]).isEqualTo(7);
  }

  @Test
  void readsOrderedDictsOfPython2() {
    String pickle = "\u0080\2ccollections\nOrderedDict\n](U\1a" + TENSOR + "la\u0085R.";
    assertThat(read(pth(pickle)).tensors().get("a", 8)[1]).isEqualTo(1);
  }

  // Zip files

  @Test
  void readsCompressedAndBigEndianFiles() {
    assertThat(read(zip(ZipEntry.DEFLATED, entries(dict("a", TENSOR)))).tensors().get("a", 8))
        .containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    Map<String, byte[]> bigEndian = entries(dict("a", TENSOR));
    bigEndian.put("archive/byteorder", bytes("big"));
    bigEndian.put(
        "archive/data/0", CraftedFile.floats(ByteOrder.BIG_ENDIAN, 7, 6, 5, 4, 3, 2, 1, 0));
    assertThat(read(zip(ZipEntry.STORED, bigEndian)).tensors().get("a", 8))
        .containsExactly(7, 6, 5, 4, 3, 2, 1, 0);
    bigEndian.put("archive/byteorder", bytes("middle"));
    assertRefused(zip(ZipEntry.STORED, bigEndian), "byteorder is neither little nor big");
  }

  @Test
  void refusesZipsThatAreNoCheckpoints() {
    assertRefused(zip(ZipEntry.STORED, Map.of("a.txt", bytes("a"))), "zip file with no data.pkl");
    Map<String, byte[]> two = entries(dict("a", TENSOR));
    two.put("other/data.pkl", bytes("N."));
    assertRefused(zip(ZipEntry.STORED, two), "more than one data.pkl");
    Map<String, byte[]> script = entries(dict("a", TENSOR));
    script.put("archive/constants.pkl", bytes("N."));
    assertRefused(zip(ZipEntry.STORED, script), "TorchScript");
  }

  @Test
  void refusesCompressionBombs() {
    Map<String, byte[]> entries = entries(dict("a", TENSOR));
    entries.put("archive/data/1", new byte[4 << 20]);
    assertRefused(zip(ZipEntry.DEFLATED, entries), "zip entries claim to inflate to more than");
  }

  /** Replaces text once or more in the file, as if its characters were bytes. */
  private static byte[] patched(byte[] file, UnaryOperator<String> change) {
    return bytes(change.apply(new String(file, ISO_8859_1)));
  }

  @Test
  void refusesContradictoryZips() {
    byte[] file = pth(dict("a", TENSOR));
    Map<String, byte[]> another = entries(dict("a", TENSOR));
    another.put("archive/data/1", new byte[0]);
    assertRefused(
        patched(zip(ZipEntry.STORED, another), s -> s.replace("data/1", "data/0")),
        "names archive/data/0 twice");
    assertRefused(
        patched(file, s -> s.replaceFirst("archive/data/0", "archive/data/9")), "has two names");

    String text = new String(file, ISO_8859_1);
    int directory = text.indexOf("PK\1\2");
    int second = text.indexOf("PK\1\2", directory + 1);
    int third = text.indexOf("PK\1\2", second + 1);
    // The third entry's header is said to lie where it does not, or to be longer than the file.
    assertRefused(with(file, third + 42, int32(5)), "has no header");
    assertRefused(with(file, third + 42, int32(1 << 30)), "lies outside the file");
    assertRefused(with(file, second + 20, int32(1 << 30)), "reaches beyond the file");
    assertRefused(with(file, second + 24, int32(31)), "has two sizes");
    assertRefused(with(file, second + 10, "\14"), "compressed by method 12");
    assertRefused(with(file, second + 8, "\1"), "is encrypted");
    assertRefused(
        with(with(file, second + 20, int32(33)), second + 24, int32(33)),
        "archive/data/0 and archive/version overlap");

    int end = text.lastIndexOf("PK\5\6");
    assertRefused(with(file, end + 10, "\u00fe\u00ff"), "claims 65534 entries");
    assertRefused(with(file, end + 16, int32(1 << 30)), "directory lies outside the file");
    assertRefused(with(file, end + 16, int32(-1)), "64-bit zip directory is missing");
    assertRefused(with(file, directory, "PX"), "zip directory is damaged");
  }

  private static byte[] with(byte[] file, int at, String replacement) {
    byte[] copy = file.clone();
    System.arraycopy(bytes(replacement), 0, copy, at, replacement.length());
    return copy;
  }

  @Test
  void refusesDeflatedEntriesOfAnotherSize() {
    byte[] file = zip(ZipEntry.DEFLATED, entries(dict("a", TENSOR)));
    int second =
        new String(file, ISO_8859_1)
            .indexOf("PK\1\2", new String(file, ISO_8859_1).indexOf("PK\1\2") + 1);
    assertRefused(with(file, second + 24, int32(31)), "does not inflate to the size it claims");
    assertRefused(with(file, second + 24, int32(33)), "does not inflate to the size it claims");
  }

  // Legacy files

  private static String legacy(String value, String keys, String storages) {
    String magic = "\u0080\2\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\31.";
    return magic + "\u0080\2M\u00e9\3.\u0080\2}." + value + keys + storages;
  }

  @Test
  void readsLegacyFilesAndRefusesContradictoryOnes() {
    String value = dict("a", tensor(FLOATS, 0, tuple(2), tuple(1)));
    String keys = "\u0080\2]" + text("0") + "a.";
    String data = int64(8) + "\0".repeat(28) + "\0\0\u0080\77";
    assertThat(read(bytes(legacy(value, keys, data))).tensors().get("a", 2)).containsExactly(0, 0);

    assertRefused(bytes(legacy(value, "\u0080\2N.", data)), "lacks the list of its storages");
    assertRefused(bytes(legacy(value, "\u0080\2].", data)), "storage 0 is missing");
    assertRefused(
        bytes(legacy(value, "\u0080\2]" + text("1") + "a.", data)), "of a type that is not known");
    assertRefused(
        bytes(legacy(value, "\u0080\2](" + text("0") + text("0") + "e.", data + data)),
        "lists storage 0 twice");
    assertRefused(bytes(legacy(value, keys, int64(9) + data.substring(8))), "truncated");
    assertRefused(bytes(legacy(value, keys, int64(-1) + data.substring(8))), "does not fit");
    assertRefused(bytes(legacy(value, keys, int64(1L << 62) + data.substring(8))), "does not fit");
    assertRefused(
        bytes(legacy(value, keys, data).replace("M\u00e9\3", "M\u00e9\4")), "unknown protocol");
    assertRefused(
        bytes(
            legacy(value, keys, data)
                .replace("\u0080\2}.", "\u0080\2}" + text("little_endian") + "\u0089s.")),
        "big-endian machine");
  }

  @Test
  void readsViewsThatOldFilesDeclareAsStorages() {
    String view =
        storage("torch\nFloatStorage", "0", 8)
            .replace("tQ", "(" + text("v") + number(2) + number(3) + "ttQ");
    String keys = "\u0080\2]" + text("0") + "a.";
    String data =
        int64(8)
            + new String(
                CraftedFile.floats(ByteOrder.LITTLE_ENDIAN, 0, 1, 2, 3, 4, 5, 6, 7), ISO_8859_1);
    String inside = dict("a", tensor(view, 0, tuple(3), tuple(1)));
    assertThat(read(bytes(legacy(inside, keys, data))).tensors().get("a", 3))
        .containsExactly(2, 3, 4);
    String outside = dict("a", tensor(view, 0, tuple(4), tuple(1)));
    assertRefused(bytes(legacy(outside, keys, data)), "reaches beyond its storage of 3 elements");
    String beyond = dict("a", tensor(view.replace(number(2), number(6)), 0, tuple(3), tuple(1)));
    assertRefused(bytes(legacy(beyond, keys, data)), "of which 3 from 6 are used");
  }

  // Other files

  static Stream<Arguments> otherFiles() {
    return Stream.of(
        Arguments.of("", "empty"),
        Arguments.of("<!DOCTYPE html><html>", "a web page"),
        Arguments.of("  <HTML>", "a web page"),
        Arguments.of("version https://git-lfs.github.com/spec/v1", "Git LFS"),
        Arguments.of("{\"a\": 1}", "a JSON text"),
        Arguments.of("GGUF", "a GGUF model"),
        Arguments.of("PK\5\6", "an empty or split zip"),
        Arguments.of("\u0089PNG", "a PNG image"),
        Arguments.of("\u00ff\u00d8\u00ff\u00e0", "a JPEG image"),
        Arguments.of("\0\0\0\40ftypisom", "an MP4 video"),
        Arguments.of("\32E\u00df\u00a3", "a Matroska video"),
        Arguments.of("\u0089HDF", "an HDF5 file"),
        Arguments.of("\37\u008b", "compressed with gzip"),
        Arguments.of("\0".repeat(257) + "ustar", "a tar archive"),
        Arguments.of("\u0080\2N.", "a pickle that torch.save did not write"),
        Arguments.of("Rar!", "something else"));
  }

  @ParameterizedTest
  @MethodSource("otherFiles")
  void saysWhatOtherFilesSeemToBe(String content, String guess) {
    assertRefused(bytes(content), guess);
  }

  @Test
  void keepsControlCharactersOffTheTerminal() {
    assertThatThrownBy(() -> read(pth(dict("a", "cos\n\33[2Jsystem\n)R"))))
        .hasMessageContaining("os.?[2Jsystem");
  }

  // Damage

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pth/requires_grad.zip.pth",
        "pth/requires_grad.legacy.pth",
        "pth/python_values.legacy.pth",
        "pth/views_shared_storage.legacy.pth"
      })
  void refusesFilesThatEndAnywhere(String golden) throws IOException {
    byte[] file = Files.readAllBytes(Goldens.file(golden));
    for (int length = 0; length < file.length; length++) {
      byte[] truncated = Arrays.copyOf(file, length);
      assertThatThrownBy(() -> read(truncated))
          .as("%d bytes", length)
          .isInstanceOf(EdvrException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pth/dtypes.zip.pth",
        "pth/dtypes.legacy.pth",
        "pth/state_dict_bn.zip.pth",
        "pth/state_dict_bn.legacy.pth",
        "pth/views_shared_storage.zip.pth"
      })
  void survivesRandomDamage(String golden) throws IOException {
    survivesRandomDamage(Files.readAllBytes(Goldens.file(golden)), 3000);
  }

  @Test
  void survivesRandomDamageOfCompressedFiles() {
    survivesRandomDamage(zip(ZipEntry.DEFLATED, entries(dict("a", TENSOR))), 3000);
  }

  /** Reads mutations of a file with all their values; anything but an EdvrException fails. */
  static void survivesRandomDamage(byte[] file, int mutations) {
    Random random = new Random(20);
    int read = 0;
    for (int i = 0; i < mutations; i++) {
      byte[] damaged = file.clone();
      for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
        damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
      }
      try {
        Checkpoint checkpoint =
            Checkpoints.read("damaged", MemorySegment.ofArray(damaged), WeightSet.TRAINED);
        checkpoint.tensors().tensors().values().forEach(StoredTensor::doubles);
        read++;
      } catch (EdvrException e) {
        assertThat(e).hasMessageStartingWith("model file damaged");
      }
    }
    // Damage to values alone goes unnoticed; damage to the rest should not.
    assertThat(read).isBetween(1, mutations - 1);
  }
}
