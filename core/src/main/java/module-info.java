/** The EDVR network, its weights and the engine that runs it. */
module io.github.edvr4j.core {
  requires static jdk.incubator.vector;
  requires static org.jspecify;

  exports io.github.edvr4j;
}
