package io.github.edvr4j.onnx;

import io.github.edvr4j.onnx.proto.TensorProto;
import io.github.edvr4j.onnx.proto.TensorShapeProto;
import io.github.edvr4j.onnx.proto.TensorShapeProto.Dimension;
import io.github.edvr4j.onnx.proto.TypeProto;
import io.github.edvr4j.onnx.proto.ValueInfoProto;

/**
 * What a graph says of its inputs and outputs. Batch, height and width are symbols, the last two of
 * each tensor its own.
 */
final class Declarations {

  private Declarations() {}

  /** (batch, channels, height, width). */
  static ValueInfoProto image(String name, int channels) {
    return tensor(
        name, symbol("batch"), extent(channels), symbol(name + "_height"), symbol(name + "_width"));
  }

  /** (batch, frames, channels, height, width). */
  static ValueInfoProto window(String name, int frames, int channels) {
    return tensor(
        name,
        symbol("batch"),
        extent(frames),
        extent(channels),
        symbol(name + "_height"),
        symbol(name + "_width"));
  }

  private static ValueInfoProto tensor(String name, Dimension... dimensions) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (Dimension dimension : dimensions) {
      shape.addDim(dimension);
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT_VALUE)
                        .setShape(shape)))
        .build();
  }

  private static Dimension symbol(String name) {
    return Dimension.newBuilder().setDimParam(name).build();
  }

  private static Dimension extent(int value) {
    return Dimension.newBuilder().setDimValue(value).build();
  }
}
