package io.github.edvr4j.video;

import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/**
 * By what an output is known to be complete, and the work of the same command.
 *
 * @param facts everything that could change a frame, in words
 * @param fingerprint of the output
 * @param remembered whether it stays, for a command that is given again
 */
record Finished(SequencedMap<String, String> facts, String fingerprint, boolean remembered) {

  /** What makes other frames now, a phrase for each fact; empty where all frames are the same. */
  List<String> differences(Map<String, String> now) {
    return Manifest.differences(facts, now);
  }
}
