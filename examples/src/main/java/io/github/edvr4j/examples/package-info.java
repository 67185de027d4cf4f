/** Small programs that use the library, each complete in itself. */
@NullMarked
package io.github.edvr4j.examples;

import org.jspecify.annotations.NullMarked;
