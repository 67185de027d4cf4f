@NullMarked
package io.github.edvr4j.train.torch;

import org.jspecify.annotations.NullMarked;
