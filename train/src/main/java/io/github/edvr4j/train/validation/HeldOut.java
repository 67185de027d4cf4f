package io.github.edvr4j.train.validation;

import io.github.edvr4j.stream.Padding;
import io.github.edvr4j.train.data.ClipPair;
import java.util.Optional;

/**
 * A clip to measure with.
 *
 * @param dataset that it belongs to, for where its pictures are saved
 * @param clip as it should look, and perhaps as the network gets it
 * @param padding what stands for frames beyond its ends; empty for {@link Padding#defaultFor}
 */
public record HeldOut(String dataset, ClipPair clip, Optional<Padding> padding) {}
