/** What every part of edvr4j shares. */
@NullMarked
package io.github.edvr4j;

import org.jspecify.annotations.NullMarked;
