/** Known models: which there are, where they lie, how they are fetched and checked. */
@NullMarked
package io.github.edvr4j.zoo;

import org.jspecify.annotations.NullMarked;
