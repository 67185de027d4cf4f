package io.github.edvr4j.engine;

import java.util.List;

/**
 * What a stream keeps of one frame: its pyramid, and the halves of the alignment's convolutions
 * that depend on this frame as the neighbour. Memory for one size, filled again and again.
 *
 * @param pyramid levels 1 to 3, channels last
 * @param neighbourHalves as {@link EdvrStages} orders them
 */
public record FrameFeatures(List<float[]> pyramid, List<float[]> neighbourHalves) {}
