@NullMarked
package io.github.edvr4j.train.options;

import org.jspecify.annotations.NullMarked;
