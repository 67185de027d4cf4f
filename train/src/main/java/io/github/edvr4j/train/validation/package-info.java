/** How good the network is on clips that it is not trained on. */
@NullMarked
package io.github.edvr4j.train.validation;

import org.jspecify.annotations.NullMarked;
