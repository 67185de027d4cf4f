package io.github.edvr4j.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.edvr4j.EdvrException;
import io.github.edvr4j.goldens.Goldens;
import io.github.edvr4j.model.EdvrConfig;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EdvrCheckpointTest {

  private static final EdvrConfig SR = new EdvrConfig(16, 5, 4, 2, 3, 2, false, false, true);
  private static final EdvrConfig DEBLUR = new EdvrConfig(16, 5, 4, 2, 3, 2, true, true, true);
  private static final EdvrConfig STAGE_2 = new EdvrConfig(16, 5, 4, 2, 3, 2, true, false, true);

  @TempDir Path folder;

  private static EdvrCheckpoint load(String golden) {
    return EdvrCheckpoint.load(Goldens.file("edvr/" + golden), OptionalInt.empty());
  }

  private static EdvrCheckpoint train(String golden) {
    return EdvrCheckpoint.load(Goldens.file("train/" + golden), OptionalInt.empty());
  }

  /** A network of random values under BasicSR's names. */
  private static Map<String, StoredTensor> random(EdvrConfig config) {
    Random random = new Random(7);
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    for (Parameter parameter : EdvrParameters.of(config)) {
      float[] values = new float[parameter.elements()];
      for (int i = 0; i < values.length; i++) {
        values[i] = random.nextFloat() - 0.5f;
      }
      tensors.put(parameter.name(), tensor(parameter.shape(), values));
    }
    return tensors;
  }

  private static StoredTensor tensor(List<Integer> shape, float[] values) {
    MemorySegment bytes =
        MemorySegment.ofArray(CraftedFile.floats(java.nio.ByteOrder.LITTLE_ENDIAN, values));
    return StoredTensor.contiguous(
        Dtype.FLOAT32, shape.stream().map(Integer::longValue).toList(), bytes);
  }

  private Path save(Map<String, StoredTensor> tensors) {
    Path file = folder.resolve("saved.pth");
    PthWriter.write(file, new StateDict("saved", tensors), Dtype.FLOAT32);
    return file;
  }

  private static void assertSameValues(StateDict actual, StateDict expected) {
    assertThat(actual.names()).containsExactlyElementsOf(expected.names());
    expected
        .tensors()
        .forEach(
            (name, tensor) -> {
              StoredTensor other = actual.find(name).orElseThrow();
              assertThat(other.shape()).as(name).isEqualTo(tensor.shape());
              assertThat(other.floats()).as(name).containsExactly(tensor.floats());
            });
  }

  @Test
  void infersTheConfigurationOfEveryKind() {
    assertThat(train("grads_sr.zip.pth").config())
        .isEqualTo(new EdvrConfig(16, 3, 4, 1, 1, 1, false, false, true));
    assertThat(train("grads_deblur.zip.pth").config())
        .isEqualTo(new EdvrConfig(16, 3, 4, 1, 1, 1, true, true, true));
    assertThat(load("stage2_nf16.names2019.legacy_plain.pth").config()).isEqualTo(STAGE_2);
    assertThat(load("sr_nf8_g1_4x4.zip.pth").config())
        .isEqualTo(new EdvrConfig(8, 5, 1, 1, 1, 2, false, false, true));
  }

  static Stream<EdvrConfig> configurations() {
    return Stream.of(
        new EdvrConfig(8, 3, 2, 1, 2, 1, false, false, false),
        new EdvrConfig(8, 7, 8, 0, 1, 3, false, false, true),
        new EdvrConfig(12, 1, 3, 2, 0, 0, false, true, false),
        new EdvrConfig(12, 5, 4, 1, 11, 2, true, true, true),
        new EdvrConfig(8, 5, 2, 2, 1, 2, true, false, false));
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void infersWhatItWasBuiltFrom(EdvrConfig config) {
    EdvrCheckpoint checkpoint = EdvrCheckpoint.load(save(random(config)), OptionalInt.empty());
    assertThat(checkpoint.config()).isEqualTo(config);
  }

  /** The columns of the table of names: BasicSR's, those of 2019, mmagic's. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void translatesOtherNames(int column) throws IOException {
    Map<String, StoredTensor> official = random(SR);
    Map<String, StoredTensor> renamed = new LinkedHashMap<>();
    for (String line :
        Files.readAllLines(Path.of("src", "test", "resources", "names", "edvr.tsv"))) {
      String[] names = line.split("\t");
      renamed.put(names[column], Objects.requireNonNull(official.get(names[0]), names[0]));
    }
    if (column == 2) {
      // A counter of mmagic's that is no parameter.
      renamed.put("step_counter", tensor(List.of(1), new float[] {5}));
    }
    EdvrCheckpoint translated = EdvrCheckpoint.load(save(renamed), OptionalInt.empty());
    assertThat(translated.config()).isEqualTo(SR);
    assertSameValues(translated.weights(), new StateDict("official", official));
  }

  @Test
  void keepsTheOrderOfTheOfficialStateDicts() {
    for (String file :
        List.of(
            "train/grads_sr.zip.pth", "train/grads_deblur.zip.pth", "edvr/sr_nf8_g1_4x4.zip.pth")) {
      Path path = Goldens.file(file);
      Map<String, StoredTensor> official = Checkpoints.read(path).tensors().tensors();
      List<Parameter> parameters =
          EdvrParameters.of(EdvrCheckpoint.load(path, OptionalInt.empty()).config());
      assertThat(parameters.stream().map(Parameter::name))
          .containsExactlyElementsOf(official.keySet());
      assertThat(parameters.stream().map(Parameter::shape))
          .containsExactlyElementsOf(official.values().stream().map(StoredTensor::shape).toList());
    }
  }

  @Test
  void namesOfStage2AreItsFirstConvolutionsAndThenBasicSrs() {
    List<String> names =
        List.copyOf(load("stage2_nf16.names2019.legacy_plain.pth").weights().names());
    assertThat(names.subList(0, 7))
        .containsExactly(
            "conv_first_1.weight",
            "conv_first_1.bias",
            "conv_first_2.weight",
            "conv_first_2.bias",
            "conv_first_3.weight",
            "conv_first_3.bias",
            "feature_extraction.0.conv1.weight");
  }

  /** Name in 2019, and in BasicSR; those that no golden file has. */
  static Stream<Arguments> names2019() {
    return Stream.of(
        Arguments.of("tsa_fusion.weight", "fusion.weight"),
        Arguments.of("tsa_fusion.bias", "fusion.bias"),
        Arguments.of("pre_deblur.conv_first.weight", "predeblur.conv_first.weight"),
        Arguments.of("pre_deblur.conv_first_1.weight", "predeblur.conv_first.weight"),
        Arguments.of("pre_deblur.conv_first_2.bias", "predeblur.stride_conv_hr1.bias"),
        Arguments.of("pre_deblur.conv_first_3.bias", "predeblur.stride_conv_hr2.bias"),
        Arguments.of("pre_deblur.deblur_L2_conv.weight", "predeblur.stride_conv_l2.weight"),
        Arguments.of("pre_deblur.deblur_L3_conv.weight", "predeblur.stride_conv_l3.weight"),
        Arguments.of("pre_deblur.RB_L3_1.conv1.weight", "predeblur.resblock_l3.conv1.weight"),
        Arguments.of("pre_deblur.RB_L2_1.conv2.bias", "predeblur.resblock_l2_1.conv2.bias"),
        Arguments.of("pre_deblur.RB_L2_2.conv2.bias", "predeblur.resblock_l2_2.conv2.bias"),
        Arguments.of("pre_deblur.RB_L1_1.conv1.bias", "predeblur.resblock_l1.0.conv1.bias"),
        Arguments.of("pre_deblur.RB_L1_5.conv1.bias", "predeblur.resblock_l1.4.conv1.bias"),
        Arguments.of("module.conv_1x1.weight", "conv_1x1.weight"),
        Arguments.of("generator.module.conv_1x1.weight", "conv_1x1.weight"));
  }

  @ParameterizedTest
  @MethodSource("names2019")
  void translatesNames(String name, String basicSr) {
    assertThat(ParameterNames.basicSr(name)).isEqualTo(basicSr);
  }

  @Test
  void leavesBasicSrsNamesAlone() {
    for (EdvrConfig config : List.of(SR, DEBLUR, STAGE_2, EdvrConfig.l())) {
      for (Parameter parameter : EdvrParameters.of(config)) {
        assertThat(ParameterNames.basicSr(parameter.name())).isEqualTo(parameter.name());
      }
    }
  }

  /** Parameters and tensors of the published networks. */
  static Stream<Arguments> published() {
    EdvrConfig m = EdvrConfig.m();
    EdvrConfig l = EdvrConfig.l();
    return Stream.of(
        Arguments.of(m, 3_300_131, 144),
        Arguments.of(with(m, 5, false, false, false), 2_996_259, 120),
        Arguments.of(with(m, 5, false, true, true), 3_968_995, 182),
        Arguments.of(with(m, 5, true, true, true), 4_042_851, 186),
        Arguments.of(l, 20_633_827, 264),
        Arguments.of(with(l, 5, false, false, false), 19_419_875, 240),
        Arguments.of(with(l, 7, false, false, true), 20_699_363, 264),
        Arguments.of(with(l, 5, false, true, true), 23_306_851, 302),
        Arguments.of(with(l, 5, true, true, true), 23_602_019, 306));
  }

  private static EdvrConfig with(
      EdvrConfig c, int frames, boolean hrIn, boolean predeblur, boolean tsa) {
    return new EdvrConfig(
        c.features(),
        frames,
        c.deformableGroups(),
        c.extractBlocks(),
        c.reconstructBlocks(),
        frames / 2,
        hrIn,
        predeblur,
        tsa);
  }

  @ParameterizedTest
  @MethodSource("published")
  void countsTheParametersOfThePublishedNetworks(EdvrConfig config, int count, int tensors) {
    List<Parameter> parameters = EdvrParameters.of(config);
    assertThat(parameters).hasSize(tensors);
    assertThat(parameters.stream().mapToInt(Parameter::elements).sum()).isEqualTo(count);
  }

  @Test
  void convertsToSafetensorsAndBackWithoutChange() throws IOException {
    Path safetensors = folder.resolve("model.safetensors");
    Path pth = folder.resolve("model.pth");
    EdvrCheckpoint original =
        EdvrCheckpoint.load(
            Goldens.file("edvr/stage2_nf16.names2019.legacy_plain.pth"), OptionalInt.of(1));
    original.save(safetensors, Dtype.FLOAT32);
    EdvrCheckpoint converted = EdvrCheckpoint.load(safetensors, OptionalInt.empty());
    assertThat(converted.config()).isEqualTo(STAGE_2.withCentre(1));
    assertThat(converted.metadata()).containsEntry(EdvrCheckpoint.CENTRE, "1");
    assertSameValues(converted.weights(), original.weights());

    converted.save(pth, Dtype.FLOAT32);
    EdvrCheckpoint back = EdvrCheckpoint.load(pth, OptionalInt.empty());
    assertSameValues(back.weights(), original.weights());
    // A .pth has no place for the centre frame.
    assertThat(back.config()).isEqualTo(STAGE_2);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(safetensors, pth);
    }
  }

  @Test
  void anArgumentOutranksTheStatedCentre() {
    Path file = folder.resolve("model.safetensors");
    load("sr_nf8_g1_4x4.zip.pth").save(file, Dtype.FLOAT32);
    assertThat(EdvrCheckpoint.load(file, OptionalInt.of(4)).config().centre()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 5})
  void aCentreOutsideTheWindowIsTheCallersMistake(int centre) {
    Path file = Goldens.file("edvr/sr_nf8_g1_4x4.zip.pth");
    assertThatThrownBy(() -> EdvrCheckpoint.load(file, OptionalInt.of(centre)))
        .isInstanceOfSatisfying(
            EdvrException.class,
            e -> assertThat(e.category()).isEqualTo(EdvrException.Category.USAGE))
        .hasMessage("centre frame should be 0 to 4 for this model, not " + centre);
  }

  @Test
  void leavesTheUsersOtherFilesAlone() throws IOException {
    Path file = folder.resolve("model.safetensors");
    Path other = Files.writeString(folder.resolve("model.safetensors.part"), "mine");
    load("sr_nf8_g1_4x4.zip.pth").save(file, Dtype.FLOAT32);
    assertThat(other).hasContent("mine");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(file, other);
    }
  }

  @Test
  void saysWhereThereAreNoAveragedWeights() {
    Path file = folder.resolve("model.safetensors");
    load("sr_nf8_g1_4x4.zip.pth").save(file, Dtype.FLOAT32);
    assertThat(EdvrCheckpoint.load(file, OptionalInt.empty()).notes()).isEmpty();
    assertThat(EdvrCheckpoint.load(file, OptionalInt.empty(), WeightSet.AVERAGED).notes())
        .containsExactly(file + " holds one set of weights only; it was taken");
  }

  @Test
  void keepsMetadataWhenConverting() {
    Path first = folder.resolve("first.safetensors");
    Path second = folder.resolve("second.safetensors");
    EdvrCheckpoint plain = load("sr_nf8_g1_4x4.zip.pth");
    new EdvrCheckpoint(
            plain.config(), plain.weights(), Map.of("licence", "\"CC0\"\n\\ü"), List.of())
        .save(first, Dtype.FLOAT32);
    EdvrCheckpoint.load(first, OptionalInt.empty()).save(second, Dtype.FLOAT32);
    assertThat(EdvrCheckpoint.load(second, OptionalInt.empty()).metadata())
        .containsEntry("licence", "\"CC0\"\n\\ü");
    assertThat(second).hasSameBinaryContentAs(first);
  }

  @ParameterizedTest
  @ValueSource(strings = {"half.safetensors", "half.pth"})
  void halvesTheSizeWithFloat16(String name) {
    Path file = folder.resolve(name);
    EdvrCheckpoint original = load("sr_nf8_g1_4x4.zip.pth");
    original.save(file, Dtype.FLOAT16);
    StateDict half = EdvrCheckpoint.load(file, OptionalInt.empty()).weights();
    original
        .weights()
        .tensors()
        .forEach(
            (parameter, tensor) -> {
              float[] expected = tensor.floats();
              for (int i = 0; i < expected.length; i++) {
                expected[i] = Float.float16ToFloat(Float.floatToFloat16(expected[i]));
              }
              assertThat(half.find(parameter).orElseThrow().dtype()).isEqualTo(Dtype.FLOAT16);
              assertThat(half.get(parameter, expected.length)).containsExactly(expected);
            });
  }

  @Test
  void refusesWhatFloat16CannotHold() {
    Map<String, StoredTensor> tensors = random(SR);
    tensors.put("conv_last.bias", tensor(List.of(3), new float[] {0, 7e4f, 0}));
    EdvrCheckpoint checkpoint = EdvrCheckpoint.load(save(tensors), OptionalInt.empty());
    Path file = folder.resolve("half.safetensors");
    assertThatThrownBy(() -> checkpoint.save(file, Dtype.FLOAT16))
        .isInstanceOf(EdvrException.class)
        .hasMessageContaining("conv_last.bias has the value 70000.0");
    assertThat(folder).isDirectoryNotContaining(path -> path.toString().contains("half"));
  }

  @Test
  void refusesToWriteAnUnknownFormatOrIntoNoFolder() {
    EdvrCheckpoint checkpoint = load("sr_nf8_g1_4x4.zip.pth");
    assertThatThrownBy(() -> checkpoint.save(folder.resolve("model.onnx"), Dtype.FLOAT32))
        .isInstanceOfSatisfying(
            EdvrException.class,
            e -> assertThat(e.category()).isEqualTo(EdvrException.Category.USAGE));
    assertThatThrownBy(() -> checkpoint.save(folder.resolve("a/model.pth"), Dtype.FLOAT32))
        .isInstanceOfSatisfying(
            EdvrException.class,
            e -> assertThat(e.category()).isEqualTo(EdvrException.Category.OUTPUT));
  }

  @Test
  void loadsBytesInMemory() throws IOException {
    byte[] bytes = Files.readAllBytes(Goldens.file("edvr/sr_nf8_g1_4x4.zip.pth"));
    EdvrCheckpoint checkpoint =
        EdvrCheckpoint.load("bundled", MemorySegment.ofArray(bytes), OptionalInt.empty());
    assertSameValues(checkpoint.weights(), load("sr_nf8_g1_4x4.zip.pth").weights());
  }

  @Test
  void takesTheGeneratorOfATrainingFile() {
    Map<String, StoredTensor> network = random(SR);
    Map<String, StoredTensor> training = new LinkedHashMap<>();
    network.forEach((name, tensor) -> training.put("generator." + name, tensor));
    network.forEach(
        (name, tensor) ->
            training.put(
                "generator_ema." + name, tensor(tensor.shape(), new float[tensor.elements()])));
    training.put("pixel_loss.weight", tensor(List.of(1), new float[] {1}));
    Path file = save(training);
    EdvrCheckpoint trained = EdvrCheckpoint.load(file, OptionalInt.empty());
    assertSameValues(trained.weights(), new StateDict("network", network));
    EdvrCheckpoint averaged = EdvrCheckpoint.load(file, OptionalInt.empty(), WeightSet.AVERAGED);
    assertThat(averaged.weights().get("conv_last.bias", 3)).containsExactly(0, 0, 0);
  }

  /** How to spoil a network, and what is said of it. */
  static Stream<Arguments> spoiled() {
    return Stream.of(
        spoiled(
            "its first names are a.weight",
            (tensors, some) -> {
              tensors.clear();
              tensors.put("a.weight", some);
            }),
        spoiled(
            "as IconVSR uses them",
            (tensors, some) ->
                tensors
                    .keySet()
                    .removeIf(name -> name.matches("(reconstruction|upconv|conv_hr|conv_last).*"))),
        spoiled(
            "EDVR: 2 missing (conv_hr.weight 64x64x3x3; conv_hr.bias 64)",
            (tensors, some) -> tensors.keySet().removeIf(name -> name.startsWith("conv_hr"))),
        spoiled(
            "EDVR: 1 unexpected (extra.weight 2x3)",
            (tensors, some) -> tensors.put("extra.weight", some)),
        spoiled(
            "1 of the wrong shape or type (conv_hr.bias 64 but the file has float32 2x3)",
            (tensors, some) -> tensors.put("conv_hr.bias", some)),
        spoiled(
            "pcd_align.cas_dcnpack.conv_offset.weight is float32 2x3",
            (tensors, some) -> tensors.put("pcd_align.cas_dcnpack.conv_offset.weight", some)),
        spoiled(
            "fusion.weight is missing",
            (tensors, some) -> tensors.remove("fusion.feat_fusion.weight")),
        spoiled(
            "holds the parameter conv_hr.weight twice",
            (tensors, some) -> tensors.put("HRconv.weight", some)));
  }

  private static Arguments spoiled(
      String message, BiConsumer<Map<String, StoredTensor>, StoredTensor> change) {
    return Arguments.of(
        message,
        (UnaryOperator<Map<String, StoredTensor>>)
            tensors -> {
              change.accept(tensors, tensor(List.of(2, 3), new float[6]));
              return tensors;
            });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("spoiled")
  void saysWhatIsWrong(String message, UnaryOperator<Map<String, StoredTensor>> spoil) {
    Path file = save(spoil.apply(random(SR)));
    assertThatThrownBy(() -> EdvrCheckpoint.load(file, OptionalInt.empty()))
        .isInstanceOfSatisfying(
            EdvrException.class,
            e -> assertThat(e.category()).isEqualTo(EdvrException.Category.MODEL))
        .hasMessageStartingWith("model file " + file)
        .hasMessageContaining(message);
  }

  @Test
  void listsNoMoreThanThreeOfAKindInOneLine() {
    Map<String, StoredTensor> tensors = random(SR);
    tensors.keySet().removeIf(name -> name.startsWith("fusion.spatial"));
    assertThatThrownBy(() -> EdvrCheckpoint.load(save(tensors), OptionalInt.empty()))
        .hasMessageContaining(": 20 missing (fusion.spatial")
        .hasMessageEndingWith("; and 17 more)")
        .hasMessageNotContaining("\n");
  }

  @Test
  void givesValuesOnlyInTheSizeThatIsExpected() {
    StateDict weights = load("sr_nf8_g1_4x4.zip.pth").weights();
    assertThat(weights.get("conv_hr.bias", 64)).isSameAs(weights.get("conv_hr.bias", 64));
    assertThatThrownBy(() -> weights.get("conv_hr.bias", 63))
        .isInstanceOf(EdvrException.class)
        .hasMessageEndingWith("conv_hr.bias is float32 64, but 63 floats are needed");
    assertThatThrownBy(() -> weights.get("conv_hr.scale", 64))
        .isInstanceOf(EdvrException.class)
        .hasMessageEndingWith("has no parameter conv_hr.scale");
  }

  @Test
  void saysThatAFileIsMissing() {
    assertThatThrownBy(() -> EdvrCheckpoint.load(folder.resolve("a.pth"), OptionalInt.empty()))
        .isInstanceOf(EdvrException.class)
        .hasMessageStartingWith("there is no model file");
    assertThatThrownBy(() -> EdvrCheckpoint.load(folder, OptionalInt.empty()))
        .isInstanceOf(EdvrException.class)
        .hasMessageEndingWith("is a folder, not a model file");
  }
}
