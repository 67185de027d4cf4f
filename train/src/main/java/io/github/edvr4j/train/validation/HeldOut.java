package io.github.edvr4j.train.validation;

import io.github.edvr4j.stream.Padding;
import io.github.edvr4j.train.data.ClipPair;
import java.util.Optional;

/**
 * A clip to measure with.
 *
 * @param clip as it should look, and perhaps as the network gets it
 * @param padding what stands for frames beyond its ends; empty for {@link Padding#defaultFor}
 */
public record HeldOut(ClipPair clip, Optional<Padding> padding) {}
