/** The training itself: steps, schedules, checkpoints and the guard over them. */
@NullMarked
package io.github.edvr4j.train.loop;

import org.jspecify.annotations.NullMarked;
