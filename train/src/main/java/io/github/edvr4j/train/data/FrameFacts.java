package io.github.edvr4j.train.data;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a file of unpacked frames holds.
 *
 * @param scenes the first frame of each scene; the first is 0
 */
record FrameFacts(Size size, int frames, List<Integer> scenes) {
  private static final Pattern TEXT =
      Pattern.compile("size (\\d{1,6})x(\\d{1,6})\nframes (\\d{1,9})\nscenes ((?:\\d{1,9} ?)+)\n");

  /** As it is written beside the frames. */
  String text() {
    return "size %s\nframes %s\nscenes %s\n"
        .formatted(
            size, frames, scenes.stream().map(String::valueOf).collect(Collectors.joining(" ")));
  }

  static FrameFacts parse(String text) throws IOException {
    Matcher parts = TEXT.matcher(text);
    if (!parts.matches()) {
      throw new IOException("its description is damaged");
    }
    return new FrameFacts(
        new Size(Integer.parseInt(parts.group(2)), Integer.parseInt(parts.group(1))),
        Integer.parseInt(parts.group(3)),
        Arrays.stream(parts.group(4).split(" ")).map(Integer::valueOf).toList());
  }
}
