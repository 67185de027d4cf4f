/**
 * Model files: PyTorch's {@code .pth} in both of its formats, safetensors, the names that three
 * code bases give to the same parameters, and the configuration that follows from a checkpoint.
 *
 * <p>Nothing in a file is ever executed, and every size is checked before memory is taken.
 */
@NullMarked
package io.github.edvr4j.weights;

import org.jspecify.annotations.NullMarked;
