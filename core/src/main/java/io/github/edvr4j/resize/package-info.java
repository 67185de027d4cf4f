/** Pictures in other sizes. */
@NullMarked
package io.github.edvr4j.resize;

import org.jspecify.annotations.NullMarked;
