package io.github.edvr4j.goldens;

import io.github.edvr4j.goldens.Goldens.Arrays;
import io.github.edvr4j.goldens.Goldens.Entry;
import io.github.edvr4j.ops.Activation;
import io.github.edvr4j.ops.Conv2d;
import io.github.edvr4j.ops.DeformConv2d;
import io.github.edvr4j.ops.Kernel2d;
import io.github.edvr4j.ops.Ops;
import io.github.edvr4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** The goldens of single operations, on any interpreter. */
public final class OperationCases {

  private OperationCases() {}

  /** Runs one case of {@code ops/} other than the Charbonnier losses, which no interpreter has. */
  public static void runOperation(Entry entry, Interpreter interpreter) {
    Arrays arrays = entry.arrays();
    Tensor actual = interpreter.run(operation(entry), weights(arrays), List.of(arrays.tensor("x")));
    interpreter.compare(
        entry.toString(), actual.data(), arrays.floats("out"), tolerated(arrays.floats("out")));
  }

  /** Where the manifest has no error, this is to be multiplied by ten like those that it has. */
  private static double tolerated(float[] expected) {
    double max = 1;
    for (float value : expected) {
      max = Math.max(max, Math.abs(value));
    }
    return 1e-7 * max;
  }

  /** The operation of a case of {@code ops/} other than the losses. */
  public static Interpreter.Network operation(Entry entry) {
    Arrays arrays = entry.arrays();
    String name = entry.name().split("_")[0];
    return new Interpreter.Network() {
      @Override
      public <T> T apply(Ops<T> ops, List<T> inputs) {
        T x = inputs.getFirst();
        return switch (name) {
          case "conv" -> ops.conv(convolution(entry.json().get("cfg"), arrays), x);
          case "up2" -> ops.upsample(x, 2);
          case "up4" -> ops.upsample(x, 4);
          case "maxpool" -> ops.maxPool(x);
          case "avgpool" -> ops.avgPool(x);
          case "pixel" -> ops.pixelShuffle(x, 2);
          case "lrelu01" -> ops.activate(Activation.LEAKY_RELU, x);
          case "relu" -> ops.activate(Activation.RELU, x);
          case "sigmoid" -> ops.activate(Activation.SIGMOID, x);
          default -> throw new IllegalStateException("no operation for the golden " + entry);
        };
      }
    };
  }

  private static Conv2d convolution(JsonNode cfg, Arrays arrays) {
    Tensor weight = arrays.tensor("weight");
    int groups = cfg.get("groups").asInt();
    int stride = cfg.get("stride").asInt();
    int padding = cfg.get("padding").asInt();
    int dilation = cfg.get("dilation").asInt();
    return new Conv2d(
        "layer",
        weight.shape().c() * groups,
        weight.shape().n(),
        new Kernel2d(
            weight.shape().h(),
            weight.shape().w(),
            stride,
            stride,
            padding,
            padding,
            dilation,
            dilation),
        groups,
        arrays.has("bias"));
  }

  /** The weights of a case's layer. */
  public static MapWeights weights(Arrays arrays) {
    Map<String, float[]> map = new HashMap<>();
    if (arrays.has("weight")) {
      map.put("layer.weight", arrays.floats("weight"));
    }
    if (arrays.has("bias")) {
      map.put("layer.bias", arrays.floats("bias"));
    }
    return new MapWeights(map);
  }

  /** The layer of a case of {@code deform/}. */
  public static DeformConv2d deformable(Entry entry, Arrays arrays) {
    JsonNode json = entry.json();
    Tensor weight = arrays.tensor("weight");
    int groups = json.get("weight_groups").asInt();
    return new DeformConv2d(
        "layer",
        weight.shape().c() * groups,
        weight.shape().n(),
        new Kernel2d(
            weight.shape().h(),
            weight.shape().w(),
            json.get("stride").get(0).asInt(),
            json.get("stride").get(1).asInt(),
            json.get("padding").get(0).asInt(),
            json.get("padding").get(1).asInt(),
            json.get("dilation").get(0).asInt(),
            json.get("dilation").get(1).asInt()),
        groups,
        json.get("offset_groups").asInt(),
        arrays.has("bias"));
  }

  /** Runs one case of {@code deform/}, forward. */
  public static void runDeformable(Entry entry, Interpreter interpreter) {
    Arrays arrays = entry.arrays();
    List<Tensor> inputs = new ArrayList<>(List.of(arrays.tensor("x"), arrays.tensor("offset")));
    if (arrays.has("mask")) {
      inputs.add(arrays.tensor("mask"));
    }
    Tensor actual = interpreter.run(deformableNetwork(entry), weights(arrays), inputs);
    interpreter.compare(
        entry.toString(), actual.data(), arrays.floats("out"), error(entry, "out", arrays));
  }

  /** A case of {@code deform/} as a network of input, offset and mask. */
  public static Interpreter.Network deformableNetwork(Entry entry) {
    DeformConv2d layer = deformable(entry, entry.arrays());
    return new Interpreter.Network() {
      @Override
      public <T> T apply(Ops<T> ops, List<T> in) {
        Optional<T> mask = in.size() > 2 ? Optional.of(in.get(2)) : Optional.empty();
        return ops.deformConv(layer, in.get(0), in.get(1), mask);
      }
    };
  }

  /** The manifest's error of an array, or the general one where it is missing or zero. */
  public static double error(Entry entry, String array, Arrays arrays) {
    double error = entry.error(array);
    return error > 0 ? error : tolerated(arrays.floats(array));
  }
}
