/** The network as an ONNX file, for other runtimes. */
module io.github.edvr4j.onnx {
  requires transitive io.github.edvr4j.core;
  requires com.google.protobuf;
  requires static org.jspecify;

  exports io.github.edvr4j.onnx;
}
