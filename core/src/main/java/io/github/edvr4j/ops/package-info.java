/** The primitive operations that the network is written in, and the descriptions of its layers. */
@NullMarked
package io.github.edvr4j.ops;

import org.jspecify.annotations.NullMarked;
