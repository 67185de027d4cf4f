/** Dense float tensors in (N, C, H, W) order: what the public API takes and gives. */
@NullMarked
package io.github.edvr4j.tensor;

import org.jspecify.annotations.NullMarked;
