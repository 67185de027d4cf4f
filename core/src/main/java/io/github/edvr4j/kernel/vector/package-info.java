/**
 * The kernels on the Vector API. Nothing outside may touch these classes unless the module {@code
 * jdk.incubator.vector} is there: {@link io.github.edvr4j.kernel.Kernels#best} looks before.
 */
@NullMarked
package io.github.edvr4j.kernel.vector;

import org.jspecify.annotations.NullMarked;
