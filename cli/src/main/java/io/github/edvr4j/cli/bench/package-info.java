/** Measures how fast a model is on this machine, and what it spends its time on. */
@NullMarked
package io.github.edvr4j.cli.bench;

import org.jspecify.annotations.NullMarked;
