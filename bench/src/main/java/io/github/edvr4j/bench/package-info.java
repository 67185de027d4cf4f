/** Benchmarks of the kernels and of whole networks. */
@NullMarked
package io.github.edvr4j.bench;

import org.jspecify.annotations.NullMarked;
