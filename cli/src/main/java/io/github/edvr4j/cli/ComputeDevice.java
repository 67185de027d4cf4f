package io.github.edvr4j.cli;

/** Where to compute; libtorch's own device is no option, since naming it loads libtorch. */
enum ComputeDevice {
  CPU,
  CUDA
}
