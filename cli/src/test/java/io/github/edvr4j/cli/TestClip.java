package io.github.edvr4j.cli;

import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.video.ClipInfo;
import io.github.edvr4j.video.FrameSink;
import io.github.edvr4j.video.Rational;
import io.github.edvr4j.video.SinkOptions;
import io.github.edvr4j.video.TimedFrame;
import java.nio.file.Path;

/** Waves that move, as PNG files. */
final class TestClip {

  private TestClip() {}

  static Path write(Path folder, int frames, int height, int width) {
    ClipInfo info = ClipInfo.of(width, height, new Rational(25, 1));
    try (FrameSink sink = FrameSink.open(folder + "/", info, SinkOptions.DEFAULT)) {
      for (int t = 0; t < frames; t++) {
        sink.write(new TimedFrame(frame(t, height, width), t, 1, "%08d.png".formatted(t)));
      }
      sink.finish();
    }
    return folder;
  }

  private static Frame frame(int t, int height, int width) {
    Frame frame = new Frame(height, width);
    for (int i = 0; i < frame.rgb().length; i++) {
      int x = i / Frame.CHANNELS % width;
      int y = i / Frame.CHANNELS / width;
      frame.rgb()[i] = (float) (0.5 + 0.4 * Math.sin(0.9 * x + 0.6 * y + 0.7 * t + i % 3));
    }
    return frame;
  }
}
