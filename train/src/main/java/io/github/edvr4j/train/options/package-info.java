/** The options of a training, as BasicSR writes them. */
@NullMarked
package io.github.edvr4j.train.options;

import org.jspecify.annotations.NullMarked;
