package io.github.edvr4j.engine;

import io.github.edvr4j.tensor.Shape;
import java.util.List;

/**
 * One value of a graph.
 *
 * @param id its place in the graph
 * @param inputs ids of the values it is computed from, all smaller than its own
 * @param shape (1, C, H, W)
 */
record Node(int id, Op op, List<Integer> inputs, Shape shape) {}
