/** The EDVR network, its weights and the engine that runs it. */
module io.github.edvr4j.core {
  requires static jdk.incubator.vector;
  requires static org.jspecify;

  exports io.github.edvr4j;
  exports io.github.edvr4j.alignment;
  exports io.github.edvr4j.engine;
  exports io.github.edvr4j.files;
  exports io.github.edvr4j.model;
  exports io.github.edvr4j.ops;
  exports io.github.edvr4j.resize;
  exports io.github.edvr4j.scalar;
  exports io.github.edvr4j.stream;
  exports io.github.edvr4j.tensor;
  exports io.github.edvr4j.weights;
}
