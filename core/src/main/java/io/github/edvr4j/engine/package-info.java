/**
 * The default interpreter: traces a network once per size into a graph, rewrites the graph, gives
 * every value a place in one arena and runs it with the kernels on all cores.
 */
@NullMarked
package io.github.edvr4j.engine;

import org.jspecify.annotations.NullMarked;
