package io.github.edvr4j.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;
import ai.onnxruntime.TensorInfo;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/** An ONNX file in ONNX Runtime, with all of its optimisations. */
final class OnnxSession implements AutoCloseable {

  /** Values and extents of a tensor of any rank. */
  record Values(float[] data, long... extents) {}

  private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

  private final OrtSession session;

  OnnxSession(Path file) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setOptimizationLevel(OptLevel.ALL_OPT);
      options.setIntraOpNumThreads(1);
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      session = ENVIRONMENT.createSession(file.toString(), options);
    }
  }

  /** Runs the graph, which has one output. */
  Values run(Map<String, Values> inputs) throws OrtException {
    Map<String, OnnxTensor> tensors = new HashMap<>();
    try {
      for (Map.Entry<String, Values> input : inputs.entrySet()) {
        Values values = input.getValue();
        tensors.put(
            input.getKey(),
            OnnxTensor.createTensor(
                ENVIRONMENT, FloatBuffer.wrap(values.data()), values.extents()));
      }
      try (OrtSession.Result result = session.run(tensors)) {
        OnnxTensor output = (OnnxTensor) result.get(0);
        return new Values(output.getFloatBuffer().array(), output.getInfo().getShape());
      }
    } finally {
      tensors.values().forEach(OnnxTensor::close);
    }
  }

  /** The extents of the inputs by name, -1 where they are open. */
  Map<String, List<Long>> inputs() throws OrtException {
    return extents(session.getInputInfo());
  }

  /** The extents of the outputs by name, -1 where they are open. */
  Map<String, List<Long>> outputs() throws OrtException {
    return extents(session.getOutputInfo());
  }

  private static Map<String, List<Long>> extents(Map<String, NodeInfo> nodes) {
    Map<String, List<Long>> extents = new HashMap<>();
    nodes.forEach(
        (name, node) ->
            extents.put(
                name, LongStream.of(((TensorInfo) node.getInfo()).getShape()).boxed().toList()));
    return extents;
  }

  Map<String, String> metadata() throws OrtException {
    return session.getMetadata().getCustomMetadata();
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
