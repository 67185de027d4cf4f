package io.github.edvr4j.weights;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.goldens.Goldens;
import io.github.edvr4j.goldens.NpyArray;
import io.github.edvr4j.goldens.Npz;
import io.github.edvr4j.weights.PyValue.Dict;
import io.github.edvr4j.weights.PyValue.Sequence;
import java.lang.foreign.MemorySegment;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that PyTorch wrote into the zoo of checkpoints, in both formats. */
class PthZooTest {

  private static final Map<String, NpyArray> VALUES = Npz.read(Goldens.file("pth/values.npz"));
  private static final String STATE_DICT = "sd:";

  private static NpyArray value(String name) {
    return Objects.requireNonNull(VALUES.get(name), name);
  }

  private static Path file(String name, String format) {
    return Goldens.file("pth/" + name + "." + format + ".pth");
  }

  private static StateDict read(String name, String format) {
    return Checkpoints.read(file(name, format)).tensors();
  }

  private static void assertIsStateDict(StateDict tensors, String prefix, double factor) {
    List<String> names =
        VALUES.keySet().stream()
            .filter(key -> key.startsWith(STATE_DICT))
            .map(key -> key.substring(STATE_DICT.length()))
            .toList();
    assertThat(names).hasSize(7);
    assertThat(tensors.names())
        .containsExactlyElementsOf(names.stream().map(name -> prefix + name).toList());
    for (String name : names) {
      NpyArray expected = value(STATE_DICT + name);
      StoredTensor tensor = tensors.find(prefix + name).orElseThrow();
      // The values' file has scalars as arrays of one element.
      assertThat(tensor.shape())
          .isEqualTo(
              name.endsWith("num_batches_tracked")
                  ? List.of()
                  : Arrays.stream(expected.shape()).boxed().toList());
      assertThat(tensor.doubles())
          .containsExactly(Arrays.stream(expected.doubles()).map(v -> factor * v).toArray());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zip", "legacy"})
  void readsStateDictsWithMetadata(String format) {
    assertIsStateDict(read("state_dict_bn", format), "", 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zip", "legacy"})
  void readsTensorsOfAnotherDevice(String format) {
    assertIsStateDict(read("cuda_location", format), "", 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zip", "legacy"})
  void readsNamesWithAWrapper(String format) {
    assertIsStateDict(read("module_prefix", format), "module.", 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zip", "legacy"})
  void takesTheSetOfWeightsThatIsAskedForAndSaysSo(String format) {
    Path file = file("params_ema", format);
    Checkpoint trained = Checkpoints.read(file);
    Checkpoint averaged = Checkpoints.read(file, WeightSet.AVERAGED);
    assertIsStateDict(trained.tensors(), "", 1);
    assertIsStateDict(averaged.tensors(), "", 2);
    assertThat(trained.notes()).singleElement().asString().endsWith("params was taken");
    assertThat(averaged.notes()).singleElement().asString().endsWith("params_ema was taken");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zip", "legacy"})
  void fallsBackToTheOnlySetOfWeights(String format) {
    Checkpoint file = Checkpoints.read(file("cuda_location", format), WeightSet.AVERAGED);
    assertIsStateDict(file.tensors(), "", 1);
    assertThat(file.notes()).singleElement().asString().contains("no params_ema; params was");
  }

  @ParameterizedTest
  @ValueSource(strings = {"zip", "legacy"})
  void readsEveryElementType(String format) {
    Map<String, Dtype> types =
        Map.of(
            "f16", Dtype.FLOAT16,
            "bf16", Dtype.BFLOAT16,
            "f64", Dtype.FLOAT64,
            "i64", Dtype.INT64,
            "i32", Dtype.INT32,
            "i16", Dtype.INT16,
            "i8", Dtype.INT8,
            "u8", Dtype.UINT8,
            "b", Dtype.BOOL);
    StateDict tensors = read("dtypes", format);
    assertThat(tensors.names()).containsExactlyInAnyOrderElementsOf(types.keySet());
    tensors
        .tensors()
        .forEach(
            (name, tensor) -> {
              assertThat(tensor.dtype()).isEqualTo(types.get(name));
              assertThat(tensor.shape()).containsExactly(4, 6);
              // The truth values say where the others are above 5.
              double[] expected =
                  IntStream.range(0, 24)
                      .mapToDouble(i -> name.equals("b") ? Math.min(1, i / 6) : i)
                      .toArray();
              assertThat(tensor.doubles()).containsExactly(expected);
              if (tensor.dtype().isFloat()) {
                assertThat(tensors.get(name, 24)[23]).isEqualTo(23);
              } else {
                assertThat(tensor.longs()[23]).isEqualTo((long) expected[23]);
              }
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"zip", "legacy"})
  void readsViewsOfOneStorage(String format) {
    StateDict tensors = read("views_shared_storage", format);
    float[] base = value("base").floats();
    assertThat(tensors.get("full", 24)).containsExactly(base);
    assertThat(tensors.get("row2", 6)).containsExactly(12, 13, 14, 15, 16, 17);
    assertThat(tensors.get("col3", 4)).containsExactly(3, 9, 15, 21);
    assertThat(tensors.get("sub", 6)).containsExactly(8, 9, 10, 14, 15, 16);
    float[] transposed = new float[24];
    for (int i = 0; i < 24; i++) {
      transposed[i] = base[i % 4 * 6 + i / 4];
    }
    assertThat(tensors.get("t", 24)).containsExactly(transposed);
    assertThat(tensors.find("t").orElseThrow().shape()).containsExactly(6, 4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zip", "legacy"})
  void readsScalarsAndEmptyTensors(String format) {
    StateDict tensors = read("scalars_empty", format);
    assertThat(tensors.find("zero_dim").orElseThrow().shape()).isEmpty();
    assertThat(tensors.get("zero_dim", 1)).containsExactly(3.25f);
    assertThat(tensors.find("empty").orElseThrow().shape()).containsExactly(0);
    assertThat(tensors.find("empty2").orElseThrow().shape()).containsExactly(2, 0, 3);
    assertThat(tensors.get("empty2", 0)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"zip", "legacy"})
  void readsParameters(String format) {
    StateDict tensors = read("parameters", format);
    assertThat(tensors.names()).containsExactly("a.weight", "a.bias", "bn.weight", "bn.bias");
    for (String name : tensors.names()) {
      float[] expected = value(STATE_DICT + name).floats();
      assertThat(tensors.get(name, expected.length)).containsExactly(expected);
    }
    assertThat(read("requires_grad", format).get("x", 4)).containsExactly(1, 1, 1, 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zip", "legacy"})
  void readsPythonValues(String format) throws Exception {
    MemorySegment bytes = MemorySegment.ofArray(Files.readAllBytes(file("python_values", format)));
    PthFile file = format.equals("zip") ? PthFile.readZip(bytes) : PthFile.readLegacy(bytes);
    Dict root = (Dict) file.root();
    assertThat(root.get("int")).contains(PyValue.Int.of(7));
    assertThat(root.get("big")).contains(new PyValue.Int(BigInteger.ONE.shiftLeft(40)));
    assertThat(root.get("neg")).contains(PyValue.Int.of(-3));
    assertThat(root.get("float")).contains(new PyValue.Float(0.1));
    assertThat(root.get("str")).contains(new PyValue.Str("EDVR é"));
    assertThat(root.get("none")).contains(PyValue.None.NONE);
    assertThat(root.get("true")).contains(new PyValue.Bool(true));
    assertThat(root.get("false")).contains(new PyValue.Bool(false));
    assertThat(sequence(root, "list").kind()).isEqualTo(Sequence.Kind.LIST);
    assertThat(sequence(root, "list").items())
        .containsExactly(PyValue.Int.of(1), new PyValue.Float(2.5), new PyValue.Str("x"));
    assertThat(sequence(root, "tuple").kind()).isEqualTo(Sequence.Kind.TUPLE);
    assertThat(sequence(root, "tuple").items()).hasSize(4).contains(PyValue.Int.of(4));
    assertThat(sequence(root, "tuple1").items()).containsExactly(PyValue.Int.of(1));
    assertThat(sequence(root, "empty_list").items()).isEmpty();
    assertThat(sequence(root, "empty_tuple").items()).isEmpty();
    assertThat(sequence(root, "bytes_like").items())
        .hasSizeGreaterThan(256)
        .containsOnly(PyValue.Int.of(0));
    Dict nested = (Dict) ((Dict) root.get("nested").orElseThrow()).get("a").orElseThrow();
    PyValue.Tensor tensor = (PyValue.Tensor) sequence(nested, "b").items().getFirst();
    assertThat(file.resolve(tensor).floats()).containsExactly(1, 1);
  }

  private static Sequence sequence(Dict dict, String key) {
    return (Sequence) dict.get(key).orElseThrow();
  }

  @Test
  void comparesEveryFileOfTheZoo() throws Exception {
    try (var files = Files.list(Goldens.root().resolve("pth"))) {
      assertThat(files.filter(file -> file.toString().endsWith(".pth"))).hasSize(20);
    }
  }
}
