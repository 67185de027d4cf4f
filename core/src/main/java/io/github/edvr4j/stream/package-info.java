/** Frames in, restored frames out: the network run over a whole clip. */
@NullMarked
package io.github.edvr4j.stream;

import org.jspecify.annotations.NullMarked;
