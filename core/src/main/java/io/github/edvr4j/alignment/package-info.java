/** What the alignment does with a pair of frames: offsets and masks, layer by layer. */
@NullMarked
package io.github.edvr4j.alignment;

import org.jspecify.annotations.NullMarked;
