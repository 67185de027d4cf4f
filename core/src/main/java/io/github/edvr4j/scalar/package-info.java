/**
 * The executable specification: every operation as a short loop that a reader can check against the
 * paper. Sums are formed in double, values kept in float. Slow on purpose; the oracle of every
 * other interpreter.
 */
@NullMarked
package io.github.edvr4j.scalar;

import org.jspecify.annotations.NullMarked;
