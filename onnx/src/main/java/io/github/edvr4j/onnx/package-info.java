/**
 * EDVR as an ONNX file (Open Neural Network Exchange, <a
 * href="https://onnx.ai">https://onnx.ai</a>), for other runtimes.
 */
@NullMarked
package io.github.edvr4j.onnx;

import org.jspecify.annotations.NullMarked;
