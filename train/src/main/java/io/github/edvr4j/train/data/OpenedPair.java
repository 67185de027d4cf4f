package io.github.edvr4j.train.data;

import java.util.List;
import java.util.stream.IntStream;

/**
 * A clip that can be read, and where its scenes begin.
 *
 * @param scenes the first frame of each; the first is 0
 */
record OpenedPair(ClipPair pair, List<Integer> scenes) {

  /** The scenes as clips, numbered from 1 where there are several. */
  List<ClipPair> parts() {
    return scenes.size() == 1
        ? List.of(pair)
        : IntStream.range(0, scenes.size()).mapToObj(this::scene).toList();
  }

  private ClipPair scene(int number) {
    int first = scenes.get(number);
    int end = number + 1 < scenes.size() ? scenes.get(number + 1) : pair.high().frames();
    return new ClipPair(
        part(pair.high(), number, first, end),
        pair.low().map(low -> part(low, number, first, end)));
  }

  private static Clip part(Clip whole, int number, int first, int end) {
    return new ClipPart(whole.name() + "#" + (number + 1), whole, first, end - first);
  }
}
