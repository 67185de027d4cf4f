package io.github.edvr4j.onnx;

import io.github.edvr4j.files.OutputFile;
import io.github.edvr4j.onnx.proto.AttributeProto;
import io.github.edvr4j.onnx.proto.GraphProto;
import io.github.edvr4j.onnx.proto.ModelProto;
import io.github.edvr4j.onnx.proto.NodeProto;
import io.github.edvr4j.onnx.proto.OperatorSetIdProto;
import io.github.edvr4j.onnx.proto.StringStringEntryProto;
import io.github.edvr4j.ops.Ops;
import io.github.edvr4j.ops.Weights;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * A graph of ONNX operators in the making: declare inputs, compute with {@link #ops}, declare
 * outputs, write it.
 *
 * <pre>{@code
 * OnnxGraph graph = new OnnxGraph("enlargement", weights);
 * OnnxValue frame = graph.image("frame", 3);
 * graph.output("enlarged", graph.ops().upsample(frame, 4));
 * graph.write(file, new TreeMap<>());
 * }</pre>
 *
 * <p>Batch, height and width stay open: whoever runs the graph chooses them, each time anew.
 * Parameters have their state-dict names; the nodes of layers have those of the layers, numbered.
 *
 * <p>Not safe for use by several threads.
 */
public final class OnnxGraph {

  /** The first set of operators with a deformable convolution. */
  private static final long OPERATOR_SET = 19;

  /** The version of the file format that came with it. */
  private static final long FORMAT = 9;

  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final Initializers initializers;
  private final Map<String, Integer> uses = new HashMap<>();

  /**
   * @param name of the graph, for people
   * @param weights of the layers that it will have
   */
  public OnnxGraph(String name, Weights weights) {
    graph.setName(name);
    initializers = new Initializers(weights);
  }

  /**
   * What writes a network into this graph; probes leave no trace in it. Layers throw {@link
   * io.github.edvr4j.EdvrException} (MODEL) when the parameters become too many for an ONNX file.
   */
  public Ops<OnnxValue> ops() {
    return new OnnxOps(this);
  }

  /** Declares an input of (batch, channels, height, width). */
  public OnnxValue image(String name, int channels) {
    graph.addInput(Declarations.image(name, channels));
    return new OnnxValue(name, channels);
  }

  /**
   * Declares an input of (batch, frames, channels, height, width).
   *
   * @return its frames, in order
   */
  public List<OnnxValue> window(String name, int frames, int channels) {
    graph.addInput(Declarations.window(name, frames, channels));
    List<AttributeProto> alongFrames = List.of(Attributes.integer("axis", 1));
    List<OnnxValue> values = new ArrayList<>();
    for (int t = 0; t < frames; t++) {
      values.add(node("Gather", List.of(name, initializers.index(t)), alongFrames, channels));
    }
    return values;
  }

  /** Declares an output of (batch, channels, height, width). */
  public void output(String name, OnnxValue value) {
    graph.addOutput(Declarations.image(name, value.channels()));
    graph.addNode(
        NodeProto.newBuilder()
            .setName(name)
            .setOpType("Identity")
            .addInput(value.name())
            .addOutput(name));
  }

  /**
   * Writes the graph as it is now. The same graph always gives the same bytes.
   *
   * @param metadata what the file says about itself
   * @throws io.github.edvr4j.EdvrException (OUTPUT) if the file cannot be written; nothing is left
   *     behind then
   */
  public void write(Path file, SequencedMap<String, String> metadata) {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(FORMAT)
            .setProducerName("edvr4j")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET))
            .setGraph(graph.clone().addAllInitializer(initializers.tensors()));
    metadata.forEach(
        (key, value) ->
            model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
    OutputFile.write(file, model.build()::writeTo);
  }

  Initializers initializers() {
    return initializers;
  }

  /** Adds a node that is called what its operator is. */
  OnnxValue node(
      String operator, List<String> inputs, List<AttributeProto> attributes, int channels) {
    return node(operator, operator, inputs, attributes, channels);
  }

  /**
   * Adds a node.
   *
   * @param name of the node and of its result, before they are numbered
   * @param channels of the result
   */
  OnnxValue node(
      String name,
      String operator,
      List<String> inputs,
      List<AttributeProto> attributes,
      int channels) {
    String numbered = name + ":" + uses.merge(name, 1, Integer::sum);
    graph.addNode(
        NodeProto.newBuilder()
            .setName(numbered)
            .setOpType(operator)
            .addAllInput(inputs)
            .addOutput(numbered)
            .addAllAttribute(attributes));
    return new OnnxValue(numbered, channels);
  }
}
