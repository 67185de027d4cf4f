package io.github.edvr4j.cli;

import io.github.edvr4j.stream.Frame;
import io.github.edvr4j.video.ClipInfo;
import io.github.edvr4j.video.FrameSink;
import io.github.edvr4j.video.FrameSource;
import io.github.edvr4j.video.Rational;
import io.github.edvr4j.video.SinkOptions;
import io.github.edvr4j.video.SourceOptions;
import io.github.edvr4j.video.TimedFrame;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** A video of a variable rate with scenes that begin at and beside the ends of segments. */
final class ScenesClip {

  static final int FRAMES = 37;
  static final int SEGMENT = 6;

  private static final int SIZE = 16;
  private static final int TICKS = 100;
  private static final Set<Integer> CUTS = Set.of(6, 11, 13, 17, 18, 25, 31, 33);

  /** What must not change: when a frame appears, and each of its samples. */
  record Shown(double seconds, double duration, int samples) {}

  private ScenesClip() {}

  static Path write(Path file) {
    ClipInfo info = ClipInfo.of(SIZE, SIZE, new Rational(TICKS, 1));
    try (FrameSink sink = FrameSink.open(file.toString(), info, SinkOptions.DEFAULT)) {
      long pts = 0;
      int scene = 0;
      for (int i = 0; i < FRAMES; i++) {
        scene += CUTS.contains(i) ? 1 : 0;
        long duration = 3 + i * i % 4;
        sink.write(new TimedFrame(frame(i, scene), pts, duration, ""));
        pts += duration;
      }
      sink.finish();
    }
    return file;
  }

  private static Frame frame(int t, int scene) {
    Frame frame = new Frame(SIZE, SIZE);
    for (int i = 0; i < frame.rgb().length; i++) {
      int x = i / Frame.CHANNELS % SIZE;
      int y = i / Frame.CHANNELS / SIZE;
      double wave = Math.sin(0.5 * x + 0.3 * y * (scene % 3) + 0.4 * t + i % 3);
      frame.rgb()[i] = (float) (0.2 + 0.6 * (scene % 2) + 0.15 * wave);
    }
    return frame;
  }

  static List<Shown> read(Path clip) {
    List<Shown> shown = new ArrayList<>();
    try (FrameSource source = FrameSource.open(clip.toString(), SourceOptions.DEFAULT)) {
      double tick = source.info().timeBase().value();
      for (var frame = source.next(); frame.isPresent(); frame = source.next()) {
        TimedFrame now = frame.get();
        shown.add(
            new Shown(now.pts() * tick, now.duration() * tick, Arrays.hashCode(now.frame().rgb())));
      }
    }
    return shown;
  }
}
