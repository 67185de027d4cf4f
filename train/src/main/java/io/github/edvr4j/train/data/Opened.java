package io.github.edvr4j.train.data;

import java.util.List;

/**
 * A stored clip that can be read.
 *
 * @param scenes the first frame of each scene; the first is 0
 */
record Opened(Clip clip, List<Integer> scenes) {}
