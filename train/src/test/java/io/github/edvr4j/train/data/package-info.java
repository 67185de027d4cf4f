@NullMarked
package io.github.edvr4j.train.data;

import org.jspecify.annotations.NullMarked;
