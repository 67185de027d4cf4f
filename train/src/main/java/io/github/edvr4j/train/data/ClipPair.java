package io.github.edvr4j.train.data;

import java.util.Optional;

/**
 * What the network shall make, and where that is given what it is made from.
 *
 * @param high the clip as it should look
 * @param low the same frames as the network gets them; where absent they are made from {@code high}
 */
public record ClipPair(Clip high, Optional<Clip> low) {}
