/**
 * Looks at the machine, the JDK and the libraries, and says what stands in the way of restoring.
 */
@NullMarked
package io.github.edvr4j.cli.doctor;

import org.jspecify.annotations.NullMarked;
