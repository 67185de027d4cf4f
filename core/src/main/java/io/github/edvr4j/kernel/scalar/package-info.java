/**
 * The kernels as plain loops: what the vector twins are tested against, and what computes where the
 * Vector API module is missing.
 */
@NullMarked
package io.github.edvr4j.kernel.scalar;

import org.jspecify.annotations.NullMarked;
