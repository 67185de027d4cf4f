/**
 * EDVR itself: one text of the network for every interpreter of {@link io.github.edvr4j.ops.Ops}.
 */
@NullMarked
package io.github.edvr4j.model;

import org.jspecify.annotations.NullMarked;
