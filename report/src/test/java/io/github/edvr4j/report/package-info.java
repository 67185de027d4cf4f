@NullMarked
package io.github.edvr4j.report;

import org.jspecify.annotations.NullMarked;
