/** Tests of the kernels; all are tagged {@code lanes} and run once for each width of vectors. */
@NullMarked
package io.github.edvr4j.kernel;

import org.jspecify.annotations.NullMarked;
