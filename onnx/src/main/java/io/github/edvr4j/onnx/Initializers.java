package io.github.edvr4j.onnx;

import com.google.protobuf.UnsafeByteOperations;
import io.github.edvr4j.EdvrException;
import io.github.edvr4j.onnx.proto.TensorProto;
import io.github.edvr4j.ops.Conv2d;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tensors that a graph carries: the parameters of its layers under their state-dict names, and
 * its constants. Each method gives the name of a tensor, which is made when it is first asked for.
 */
final class Initializers {

  /** Protocol buffers count their bytes in ints; nodes and constants fit into what this leaves. */
  private static final long MOST_PARAMETER_BYTES = Integer.MAX_VALUE - (64L << 20);

  private final Weights weights;
  private final Map<String, TensorProto> tensors = new LinkedHashMap<>();
  private long parameterBytes;

  Initializers(Weights weights) {
    this.weights = weights;
  }

  Collection<TensorProto> tensors() {
    return tensors.values();
  }

  String weight(Conv2d layer) {
    Shape shape = layer.weightShape();
    return parameter(layer.name() + ".weight", shape.n(), shape.c(), shape.h(), shape.w());
  }

  String bias(Conv2d layer) {
    return parameter(layer.name() + ".bias", layer.out());
  }

  /** A whole number without extents. */
  String index(long value) {
    String name = "index:" + value;
    return constant(name, tensor(name, TensorProto.DataType.INT64).addInt64Data(value));
  }

  /** A vector of whole numbers. */
  String integers(long... values) {
    String name = "integers:" + Arrays.toString(values);
    TensorProto.Builder tensor = tensor(name, TensorProto.DataType.INT64, values.length);
    for (long value : values) {
      tensor.addInt64Data(value);
    }
    return constant(name, tensor);
  }

  /** A vector of real numbers. */
  String reals(float... values) {
    String name = "reals:" + Arrays.toString(values);
    TensorProto.Builder tensor = tensor(name, TensorProto.DataType.FLOAT, values.length);
    for (float value : values) {
      tensor.addFloatData(value);
    }
    return constant(name, tensor);
  }

  private String constant(String name, TensorProto.Builder tensor) {
    tensors.putIfAbsent(name, tensor.build());
    return name;
  }

  private String parameter(String name, long... extents) {
    if (!tensors.containsKey(name)) {
      long elements = Arrays.stream(extents).reduce(1, Math::multiplyExact);
      parameterBytes += elements * Float.BYTES;
      if (parameterBytes > MOST_PARAMETER_BYTES) {
        throw new EdvrException(
            EdvrException.Category.MODEL,
            "the model is too large for an ONNX file, which holds 2 GB of parameters at most");
      }
      ByteBuffer bytes =
          ByteBuffer.allocate((int) elements * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      bytes.asFloatBuffer().put(weights.get(name, (int) elements));
      tensors.put(
          name,
          tensor(name, TensorProto.DataType.FLOAT, extents)
              .setRawData(UnsafeByteOperations.unsafeWrap(bytes))
              .build());
    }
    return name;
  }

  private static TensorProto.Builder tensor(
      String name, TensorProto.DataType type, long... extents) {
    TensorProto.Builder tensor =
        TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
    for (long extent : extents) {
      tensor.addDims(extent);
    }
    return tensor;
  }
}
