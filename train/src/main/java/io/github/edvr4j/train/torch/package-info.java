/** The network on libtorch, whose autograd gives the gradients. */
@NullMarked
package io.github.edvr4j.train.torch;

import org.jspecify.annotations.NullMarked;
