/** Video files in and out. */
@NullMarked
package io.github.edvr4j.video;

import org.jspecify.annotations.NullMarked;
