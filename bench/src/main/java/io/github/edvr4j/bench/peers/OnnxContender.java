package io.github.edvr4j.bench.peers;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.github.edvr4j.bench.BenchmarkModel;
import io.github.edvr4j.onnx.OnnxExport;
import io.github.edvr4j.onnx.OnnxGraph;
import io.github.edvr4j.onnx.OnnxValue;
import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.tensor.Shape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * ONNX Runtime on its CPU provider with all its optimisations, told the inputs' size before it
 * optimises.
 */
final class OnnxContender implements Contender {

  private static final OrtEnvironment ENVIRONMENT = OrtEnvironment.getEnvironment();

  private final Work work;
  private final List<String> names;
  private final List<long[]> extents;
  private final int outputChannels;
  private final OrtSession session;
  private final Map<String, OnnxTensor> inputs = new LinkedHashMap<>();
  private float[] output = {};

  private OnnxContender(
      Consumer<Path> export,
      Work work,
      List<String> names,
      List<long[]> extents,
      int outputChannels,
      int threads) {
    this.work = work;
    this.names = names;
    this.extents = extents;
    this.outputChannels = outputChannels;
    try {
      Path file = Files.createTempFile("edvr4j", ".onnx");
      export.accept(file);
      session = open(file, names, work.shapes().getFirst(), threads);
      Files.delete(file);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static OrtSession open(Path file, List<String> names, Shape input, int threads)
      throws OrtException {
    try (SessionOptions options = new SessionOptions()) {
      options.setOptimizationLevel(SessionOptions.OptLevel.ALL_OPT);
      options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
      options.setIntraOpNumThreads(threads);
      options.setSymbolicDimensionValue("batch", 1);
      for (String name : names) {
        options.setSymbolicDimensionValue(name + "_height", input.h());
        options.setSymbolicDimensionValue(name + "_width", input.w());
      }
      return ENVIRONMENT.createSession(file.toString(), options);
    }
  }

  /** A layer whose output has as many channels as its first input. */
  static OnnxContender layer(Work work, int threads) {
    List<String> names = new ArrayList<>();
    List<long[]> extents = new ArrayList<>();
    for (Shape shape : work.shapes()) {
      names.add("input" + names.size());
      extents.add(new long[] {shape.n(), shape.c(), shape.h(), shape.w()});
    }
    return new OnnxContender(
        file -> write(work, names, file),
        work,
        names,
        extents,
        work.shapes().getFirst().c(),
        threads);
  }

  private static void write(Work work, List<String> names, Path file) {
    OnnxGraph graph = new OnnxGraph("layer", work.weights());
    List<OnnxValue> images = new ArrayList<>();
    for (String name : names) {
      images.add(graph.image(name, work.shapes().get(images.size()).c()));
    }
    graph.output("output", work.network().apply(graph.ops(), images).getFirst());
    graph.write(file, new TreeMap<>());
  }

  /**
   * A network as a user exports it, whose only input has all frames.
   *
   * @param work the network on the frames of a window
   */
  static OnnxContender network(BenchmarkModel model, Work work, int threads) {
    Shape frame = work.shapes().getFirst();
    long[] window = {1, work.shapes().size(), Frame.CHANNELS, frame.h(), frame.w()};
    return new OnnxContender(
        file -> OnnxExport.write(model.config(), model.weights(), file),
        work,
        List.of(OnnxExport.INPUT),
        List.of(window),
        Frame.CHANNELS,
        threads);
  }

  @Override
  public String name() {
    return "ONNX Runtime " + ENVIRONMENT.getVersion();
  }

  @Override
  public void prepare(int round) {
    forgetInputs();
    List<FloatBuffer> buffers = buffers(work.inputs().apply(round));
    try {
      for (int i = 0; i < names.size(); i++) {
        inputs.put(
            names.get(i), OnnxTensor.createTensor(ENVIRONMENT, buffers.get(i), extents.get(i)));
      }
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One for each input of the graph; all frames in one where it has one input. */
  private List<FloatBuffer> buffers(List<float[]> values) {
    int all = values.stream().mapToInt(each -> each.length).sum();
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(Float.BYTES * all).order(ByteOrder.nativeOrder()).asFloatBuffer();
    List<FloatBuffer> parts = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      int from = buffer.position();
      buffer.put(Planes.of(values.get(i), work.shapes().get(i).c()));
      parts.add(buffer.slice(from, values.get(i).length));
    }
    return names.size() == 1 ? List.of(buffer.flip()) : parts;
  }

  @Override
  public double run() {
    try {
      long start = System.nanoTime();
      try (OrtSession.Result result = session.run(inputs)) {
        double seconds = (System.nanoTime() - start) / 1e9;
        FloatBuffer made = ((OnnxTensor) result.get(0)).getFloatBuffer();
        output = new float[made.remaining()];
        made.get(output);
        return seconds;
      }
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public float[] result() {
    return Planes.interleaved(output, outputChannels);
  }

  private void forgetInputs() {
    inputs.values().forEach(OnnxTensor::close);
    inputs.clear();
  }

  @Override
  public void close() {
    forgetInputs();
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
