package io.github.edvr4j.goldens;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.edvr4j.goldens.Goldens.Arrays;
import io.github.edvr4j.goldens.Goldens.Entry;
import io.github.edvr4j.model.Edvr;
import io.github.edvr4j.model.EdvrConfig;
import io.github.edvr4j.model.PcdAlignment;
import io.github.edvr4j.model.Predeblur;
import io.github.edvr4j.model.Pyramid;
import io.github.edvr4j.model.TsaFusion;
import io.github.edvr4j.ops.Ops;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.tensor.Tensor;
import io.github.edvr4j.weights.Checkpoints;
import io.github.edvr4j.weights.EdvrCheckpoint;
import io.github.edvr4j.weights.EdvrParameters;
import io.github.edvr4j.weights.Parameter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** The goldens of modules and whole networks, on any interpreter. */
public final class NetworkCases {

  private static final List<String> SECTIONS =
      List.of("pcd", "tsa", "predeblur", "edvr", "formula");

  private NetworkCases() {}

  public static List<Entry> all() {
    return SECTIONS.stream().flatMap(section -> Goldens.section(section).stream()).toList();
  }

  /** Runs one case. */
  public static void run(Entry entry, Interpreter interpreter) {
    Arrays arrays = entry.arrays();
    switch (entry.section()) {
      case "pcd" -> run(entry, arrays, interpreter, pcd(entry), levels(arrays));
      case "tsa" -> run(entry, arrays, interpreter, tsa(entry), arrays.frames("x"));
      case "predeblur" ->
          run(entry, arrays, interpreter, predeblur(entry), List.of(arrays.tensor("x")));
      default -> run(entry, arrays, interpreter, edvr(config(entry)), arrays.frames("x"));
    }
  }

  private static void run(
      Entry entry,
      Arrays arrays,
      Interpreter interpreter,
      Interpreter.Network network,
      List<Tensor> inputs) {
    Tensor actual = interpreter.run(network, weights(entry), inputs);
    float[] expected = arrays.floats("out");
    interpreter.compare(entry.toString(), actual.data(), expected, entry.error());
  }

  private static Interpreter.Network pcd(Entry entry) {
    PcdAlignment alignment =
        new PcdAlignment("", number(entry, "num_feat"), number(entry, "deformable_groups"));
    return new Interpreter.Network() {
      @Override
      public <T> T apply(Ops<T> ops, List<T> x) {
        return alignment.align(
            ops,
            new Pyramid<>(x.get(0), x.get(1), x.get(2)),
            new Pyramid<>(x.get(3), x.get(4), x.get(5)));
      }
    };
  }

  private static List<Tensor> levels(Arrays arrays) {
    return Stream.of("nbr_l1", "nbr_l2", "nbr_l3", "ref_l1", "ref_l2", "ref_l3")
        .map(arrays::tensor)
        .toList();
  }

  private static Interpreter.Network tsa(Entry entry) {
    TsaFusion fusion =
        new TsaFusion(
            "",
            number(entry, "num_feat"),
            number(entry, "num_frame"),
            number(entry, "center_frame_idx"));
    return new Interpreter.Network() {
      @Override
      public <T> T apply(Ops<T> ops, List<T> inputs) {
        return fusion.fuse(ops, inputs);
      }
    };
  }

  private static Interpreter.Network predeblur(Entry entry) {
    Predeblur predeblur =
        new Predeblur("", number(entry, "num_feat"), entry.json().get("hr_in").asBoolean());
    return new Interpreter.Network() {
      @Override
      public <T> T apply(Ops<T> ops, List<T> inputs) {
        return predeblur.apply(ops, inputs.getFirst());
      }
    };
  }

  /** A whole network on one window. */
  public static Interpreter.Network edvr(EdvrConfig config) {
    Edvr edvr = new Edvr(config);
    return new Interpreter.Network() {
      @Override
      public <T> T apply(Ops<T> ops, List<T> inputs) {
        return edvr.restore(ops, inputs);
      }
    };
  }

  /** The configuration that the manifest describes. */
  public static EdvrConfig config(Entry entry) {
    JsonNode cfg = entry.json().get("cfg");
    int frames = cfg.get("num_frame").asInt();
    return new EdvrConfig(
        cfg.get("num_feat").asInt(),
        frames,
        cfg.get("deformable_groups").asInt(),
        cfg.get("num_extract_block").asInt(),
        cfg.get("num_reconstruct_block").asInt(),
        cfg.get("center_frame_idx").asInt(frames / 2),
        cfg.get("hr_in").asBoolean(),
        cfg.get("with_predeblur").asBoolean(),
        cfg.get("with_tsa").asBoolean());
  }

  /** The case's weights, by BasicSR's names. */
  public static Weights weights(Entry entry) {
    return switch (entry.section()) {
      case "formula" -> formula(entry);
      case "edvr", "train" -> {
        EdvrConfig config = config(entry);
        EdvrCheckpoint checkpoint =
            EdvrCheckpoint.load(checkpoint(entry), OptionalInt.of(config.centre()));
        assertThat(checkpoint.config()).isEqualTo(config);
        yield checkpoint.weights();
      }
      default -> Checkpoints.read(checkpoint(entry)).tensors();
    };
  }

  private static Path checkpoint(Entry entry) {
    String stem = entry.section() + "/" + entry.name();
    for (String ending : List.of(".zip.pth", ".legacy.pth", ".names2019.legacy_plain.pth")) {
      Path file = Goldens.root().resolve(stem + ending);
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    throw new IllegalStateException("the golden checkpoint is missing: " + stem + ".*.pth");
  }

  /** Weights that follow from a formula; see the goldens' description. */
  private static MapWeights formula(Entry entry) {
    long seed = entry.json().get("seed").asLong();
    Map<String, float[]> arrays = new HashMap<>();
    List<Parameter> parameters = EdvrParameters.of(config(entry));
    for (int k = 0; k < parameters.size(); k++) {
      Parameter parameter = parameters.get(k);
      float scale = (float) scale(parameter);
      float[] values = new float[parameter.elements()];
      for (int i = 0; i < values.length; i++) {
        long z = splitMix(seed + ((long) k << 32) + i);
        double u = (z >>> 40) * 0x1p-24;
        values[i] = (float) (2 * u - 1) * scale;
      }
      arrays.put(parameter.name(), values);
    }
    entry
        .json()
        .get("sums_first_last")
        .properties()
        .forEach(check -> checkFilling(check.getKey(), arrays, check.getValue()));
    return new MapWeights(arrays);
  }

  private static double scale(Parameter parameter) {
    String name = parameter.name();
    boolean offsets = name.contains("conv_offset.");
    if (name.endsWith(".bias")) {
      return offsets ? 1.5 : 0.1;
    }
    if (offsets) {
      return 0.05;
    }
    List<Integer> shape = parameter.shape();
    double scale = Math.sqrt(6.0 / (shape.get(1) * shape.get(2) * shape.get(3)));
    boolean trunk =
        name.contains("feature_extraction")
            || name.contains("reconstruction")
            || name.contains("resblock");
    return trunk ? scale * 0.4 : scale;
  }

  private static long splitMix(long state) {
    long z = state + 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  private static void checkFilling(String name, Map<String, float[]> arrays, JsonNode expected) {
    float[] values = java.util.Objects.requireNonNull(arrays.get(name));
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    assertThat(sum).as(name).isCloseTo(expected.get(0).asDouble(), withinRelative());
    assertThat((double) values[0]).isCloseTo(expected.get(1).asDouble(), withinRelative());
    assertThat((double) values[values.length - 1])
        .isCloseTo(expected.get(2).asDouble(), withinRelative());
  }

  private static org.assertj.core.data.Offset<Double> withinRelative() {
    return org.assertj.core.api.Assertions.within(1e-6);
  }

  private static int number(Entry entry, String key) {
    return entry.json().get(key).asInt();
  }
}
