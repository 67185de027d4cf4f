/** The rules that hold for all modules together. */
@NullMarked
package io.github.edvr4j.architecture;

import org.jspecify.annotations.NullMarked;
