/** What a training tells about itself: event files, curves. */
@NullMarked
package io.github.edvr4j.train.log;

import org.jspecify.annotations.NullMarked;
