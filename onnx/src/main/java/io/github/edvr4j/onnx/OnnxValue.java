package io.github.edvr4j.onnx;

/**
 * A tensor of an ONNX graph, (batch, channels, height, width), of which only the channels are known
 * before the graph runs.
 *
 * @param name unique in its graph
 * @param channels at least 1
 */
public record OnnxValue(String name, int channels) {}
