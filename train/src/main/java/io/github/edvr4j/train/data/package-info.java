/** Clips to train on, and the examples that are cut from them. */
@NullMarked
package io.github.edvr4j.train.data;

import org.jspecify.annotations.NullMarked;
