/** Pages that show what the network does: how it aligns neighbours, and how two results differ. */
@NullMarked
package io.github.edvr4j.report;

import org.jspecify.annotations.NullMarked;
