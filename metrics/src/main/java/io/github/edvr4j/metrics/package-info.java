/** Image quality measures. */
@NullMarked
package io.github.edvr4j.metrics;

import org.jspecify.annotations.NullMarked;
