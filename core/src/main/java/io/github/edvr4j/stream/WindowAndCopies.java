package io.github.edvr4j.stream;

/**
 * One clip, restored in two ways.
 *
 * @param window each frame from itself and its neighbors
 * @param copies each frame from a window of copies of itself, which comes out as soon as it is
 *     pushed: what the network makes of it without neighbors
 */
public record WindowAndCopies(FrameStream window, FrameStream copies) {}
