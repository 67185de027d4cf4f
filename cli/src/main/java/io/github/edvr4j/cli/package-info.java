/** The {@code edvr} command: arguments and messages. */
@NullMarked
package io.github.edvr4j.cli;

import org.jspecify.annotations.NullMarked;
