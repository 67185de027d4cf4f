/** Files as all parts of edvr4j write, lock and speak of them. */
@NullMarked
package io.github.edvr4j.files;

import org.jspecify.annotations.NullMarked;
