@NullMarked
package io.github.edvr4j.train.loop;

import org.jspecify.annotations.NullMarked;
