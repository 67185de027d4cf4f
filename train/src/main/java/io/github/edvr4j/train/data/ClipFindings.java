package io.github.edvr4j.train.data;

import io.github.edvr4j.train.data.DataReport.Problem;
import java.util.List;
import java.util.Optional;

/**
 * What looking at one stored clip gave.
 *
 * @param frames how many there are, or 0 if that is unknown
 * @param minutes how long a video lasts, or 0
 * @param size of the first readable frame
 */
record ClipFindings(long frames, double minutes, Optional<Size> size, List<Problem> problems) {}
