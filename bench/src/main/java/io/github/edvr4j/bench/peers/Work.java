package io.github.edvr4j.bench.peers;

import io.github.edvr4j.engine.Network;
import io.github.edvr4j.ops.Weights;
import io.github.edvr4j.tensor.Shape;
import java.util.List;
import java.util.function.IntFunction;

/**
 * A network or a layer of one output, to be computed in different ways.
 *
 * @param shapes of the inputs, (1, C, H, W)
 * @param inputs of a round: the values of each, (H, W, C)
 * @param flops counted as direct convolution, two for a multiply-add
 */
record Work(
    Network network,
    Weights weights,
    List<Shape> shapes,
    IntFunction<List<float[]>> inputs,
    double flops) {}
