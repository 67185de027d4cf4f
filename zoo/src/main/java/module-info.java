/** Known models: which there are, where they lie, how they are fetched and checked. */
module io.github.edvr4j.zoo {
  requires transitive io.github.edvr4j.core;
  requires java.net.http;
  requires static org.jspecify;

  exports io.github.edvr4j.zoo;
}
