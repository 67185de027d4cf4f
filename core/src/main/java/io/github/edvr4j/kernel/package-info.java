/**
 * The arithmetic of the engine, on images with channels last. Every kernel is an interface with two
 * twins: plain loops in {@code kernel.scalar}, the Vector API in {@code kernel.vector}.
 */
@NullMarked
package io.github.edvr4j.kernel;

import org.jspecify.annotations.NullMarked;
